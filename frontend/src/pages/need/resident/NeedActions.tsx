import { type SubmitEvent, type ReactNode, useState } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type ResultOf, type Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { SelectField, TextField } from "../../../parts/resident/Form";
import { useReasons } from "../../reason/reasons";
import { CommentNeed, EndorseNeed, ReopenNeed, UrgeNeed, WithdrawNeed } from "../steps";

export const NeedActionsFields = graphql(`
  fragment NeedActionsFields on Need {
    id
    viewerCan
    urges {
      count
      againAt
    }
  }
`);

type Need = ResultOf<typeof NeedActionsFields>;

interface Props {
  need: FragmentOf<typeof NeedActionsFields>;
  again: () => void;
}

type Form = "comment" | "withdraw" | "reopen";

const offered: readonly Word<"NeedMove">[] = ["ENDORSE", "EVALUATE", "CLAIM", "URGE", "COMMENT", "REOPEN", "WITHDRAW"];

/** What the viewer may do with a need now; the server says which. */
export function NeedActions({ need: fields, again }: Props): ReactNode {
  const need = readFragment(NeedActionsFields, fields);
  const [form, setForm] = useState<Form | null>(null);
  const can = (move: Word<"NeedMove">): boolean => need.viewerCan.includes(move);

  // Another form may have been opened meanwhile: only the one that is done closes.
  function done(which: Form | null): void {
    setForm((open) => (open === which ? null : open));
    again();
  }

  if (!offered.some(can)) return null;
  return (
    <section className="card" aria-label={t("need.actions")}>
      {can("ENDORSE") && <Endorse need={need} done={() => done(null)} />}
      <div className="actions">
        {can("EVALUATE") && (
          <a className="button" href={address("/needs", need.id, "evaluate")}>
            {t("need.evaluate")}
          </a>
        )}
        {can("CLAIM") && (
          <a className="button" href={address("/claim", need.id)}>
            {t("need.claim")}
          </a>
        )}
        {can("URGE") && <Urge need={need} done={() => done(null)} />}
        {can("COMMENT") && <Opener form="comment" open={form} setOpen={setForm} text={t("need.comment")} />}
        {can("REOPEN") && <Opener form="reopen" open={form} setOpen={setForm} text={t("need.reopen")} />}
        {can("WITHDRAW") && <Opener form="withdraw" open={form} setOpen={setForm} text={t("need.withdraw")} />}
      </div>
      {form === "comment" && <Comment need={need} done={() => done("comment")} />}
      {form === "reopen" && <Reopen need={need} done={() => done("reopen")} />}
      {form === "withdraw" && <Withdraw need={need} done={() => done("withdraw")} />}
    </section>
  );
}

interface OpenerProps {
  form: Form;
  open: Form | null;
  setOpen: (form: Form | null) => void;
  text: string;
}

function Opener({ form, open, setOpen, text }: OpenerProps): ReactNode {
  const isOpen = open === form;
  return (
    <button
      type="button"
      className="button button-plain"
      aria-expanded={isOpen}
      onClick={() => setOpen(isOpen ? null : form)}
    >
      {text}
    </button>
  );
}

interface FormProps {
  need: Need;
  done: () => void;
}

function Endorse({ need, done }: FormProps): ReactNode {
  const step = useStep(EndorseNeed);
  async function endorse(alsoNeeds: boolean): Promise<void> {
    if ((await step.run({ need: need.id, alsoNeeds })).kind === "done") done();
  }
  return (
    <>
      <div className="actions">
        <button type="button" className="button" disabled={step.busy} onClick={() => void endorse(true)}>
          {t("need.alsoNeed")}
        </button>
        <button type="button" className="button button-plain" disabled={step.busy} onClick={() => void endorse(false)}>
          {t("need.support")}
        </button>
      </div>
      <StepNote step={step} />
    </>
  );
}

/** 催办: once a day; afterwards the button says from when on again. */
function Urge({ need, done }: FormProps): ReactNode {
  const step = useStep(UrgeNeed);
  async function urge(): Promise<void> {
    if ((await step.run({ need: need.id })).kind === "done") done();
  }
  const againAt = need.urges?.againAt;
  if (againAt) return <p className="hint">{t("need.urgedAlready", { moment: momentOf(againAt) })}</p>;
  return (
    <>
      <button type="button" className="button button-plain" disabled={step.busy} onClick={() => void urge()}>
        {t("need.urge")}
      </button>
      <StepNote step={step} />
    </>
  );
}

function Comment({ need, done }: FormProps): ReactNode {
  const step = useStep(CommentNeed);
  const [text, setText] = useState("");
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if ((await step.run({ need: need.id, text })).kind === "done") done();
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField label={t("need.commentText")} value={text} onChange={setText} rows={3} required />
      <StepNote step={step} />
      <button className="button" disabled={step.busy}>
        {t("form.send")}
      </button>
    </form>
  );
}

function Reopen({ need, done }: FormProps): ReactNode {
  const step = useStep(ReopenNeed);
  const [text, setText] = useState("");
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if ((await step.run({ need: need.id, reasonText: text })).kind === "done") done();
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField label={t("need.reopenText")} value={text} onChange={setText} rows={3} required />
      <StepNote step={step} />
      <button className="button" disabled={step.busy}>
        {t("form.send")}
      </button>
    </form>
  );
}

function Withdraw({ need, done }: FormProps): ReactNode {
  const step = useStep(WithdrawNeed);
  const reasons = useReasons("WITHDRAW");
  const [reasonCode, setReasonCode] = useState("");
  const [text, setText] = useState("");
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({ need: need.id, reasonCode: reasonCode || null, reasonText: text.trim() });
    if (outcome.kind === "done") done();
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <SelectField
        label={t("need.withdrawReason")}
        isOptional={t("form.optional")}
        none={t("need.withdrawNoReason")}
        value={reasonCode}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        onChange={setReasonCode}
      />
      <TextField label={t("form.oneSentence")} isOptional={t("form.optional")} value={text} onChange={setText} />
      <StepNote step={step} />
      <button className="button" disabled={step.busy}>
        {t("need.withdrawSend")}
      </button>
    </form>
  );
}
