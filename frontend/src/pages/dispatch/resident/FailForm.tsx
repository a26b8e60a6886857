import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { FailDispatch } from "../steps";

/** It was begun and could not be done: one sentence, and the community takes it from there. */
export function FailForm({ dispatch, done }: { dispatch: string; done: () => void }): ReactNode {
  const step = useStep(FailDispatch);
  const [reasonText, setReasonText] = useState("");

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if ((await step.run({ dispatch, reasonText })).kind === "done") done();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("fail.reason")}
        hint={t("fail.hint")}
        value={reasonText}
        onChange={setReasonText}
        rows={3}
        required
      />
      <StepNote step={step} />
      <button className="button" disabled={step.busy}>
        {t("form.send")}
      </button>
    </form>
  );
}
