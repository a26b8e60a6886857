import { type ReactNode, useState } from "react";
import { t, type TextKey } from "../../../app/text";
import { type FragmentOf, graphql, readFragment, type Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { StartDispatch, TakeDispatch } from "../steps";
import { FailForm } from "./FailForm";
import { FinishForm } from "./FinishForm";
import { ReturnForm } from "./ReturnForm";
import { TakeForm } from "./TakeForm";

export const DispatchActionsFields = graphql(`
  fragment DispatchActionsFields on Dispatch {
    id
    status
    quantity
    unit
    startsAt
    endsAt
    viewerCan
  }
`);

interface Props {
  dispatch: FragmentOf<typeof DispatchActionsFields>;
  again: () => void;
}

/** What giving back is called before anything was agreed. */
const returnTexts: Partial<Record<Word<"DispatchStatus">, TextKey>> = {
  SENT: "dispatch.decline",
  CLAIMED: "dispatch.unclaim",
};

type Form = "otherwise" | "return" | "finish" | "fail";

/** Take, take otherwise, return, start, finish: what is possible now, the likeliest first. */
export function DispatchActions({ dispatch, again }: Props): ReactNode {
  const fields = readFragment(DispatchActionsFields, dispatch);
  const { id, status, viewerCan } = fields;
  const take = useStep(TakeDispatch);
  const start = useStep(StartDispatch);
  const [form, setForm] = useState<Form | null>(null);
  if (viewerCan.length === 0) return null;

  function done(): void {
    setForm(null);
    again();
  }

  async function takeAsAsked(): Promise<void> {
    if ((await take.run({ dispatch: id })).kind === "done") done();
  }

  async function begin(): Promise<void> {
    // A form that was opened meanwhile stays open.
    if ((await start.run({ dispatch: id })).kind === "done") again();
  }

  const opener = (which: Form, text: string): ReactNode => (
    <button
      type="button"
      className="button button-plain"
      aria-expanded={form === which}
      onClick={() => setForm(form === which ? null : which)}
    >
      {text}
    </button>
  );

  return (
    <section className="card" aria-label={t("need.actions")}>
      <div className="actions">
        {viewerCan.includes("TAKE") && (
          <button type="button" className="button" disabled={take.busy} onClick={() => void takeAsAsked()}>
            {t("dispatch.take")}
          </button>
        )}
        {viewerCan.includes("TAKE") && opener("otherwise", t("dispatch.takeOtherwise"))}
        {viewerCan.includes("START") && (
          <button type="button" className="button" disabled={start.busy} onClick={() => void begin()}>
            {t("dispatch.start")}
          </button>
        )}
        {viewerCan.includes("FINISH") && opener("finish", t("dispatch.finish"))}
        {viewerCan.includes("RETURN") && opener("return", t(returnTexts[status] ?? "dispatch.giveBack"))}
        {viewerCan.includes("FAIL") && opener("fail", t("dispatch.fail"))}
      </div>
      <StepNote step={take} />
      <StepNote step={start} />
      {form === "otherwise" && <TakeForm dispatch={fields} done={done} />}
      {form === "return" && <ReturnForm dispatch={id} done={done} />}
      {form === "finish" && <FinishForm dispatch={fields} done={done} />}
      {form === "fail" && <FailForm dispatch={id} done={done} />}
    </section>
  );
}
