import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { momentIn } from "../../../app/time";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { Choices, TextField } from "../../../parts/resident/Form";
import { useReasons } from "../../reason/reasons";
import { ReturnDispatch } from "../steps";

/** Not this time: a reason from the list, and a sentence if one likes. Volunteers owe no reason. */
export function ReturnForm({ dispatch, done }: { dispatch: string; done: () => void }): ReactNode {
  const step = useStep(ReturnDispatch);
  const reasons = useReasons("RETURN");
  const [reasonCode, setReasonCode] = useState("");
  const [reasonText, setReasonText] = useState("");
  const [proposed, setProposed] = useState("");

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({
      dispatch,
      reasonCode,
      reasonText: reasonText.trim(),
      proposedStartsAt: reasonCode === "TIME_CONFLICT" ? momentIn(proposed) : null,
    });
    if (outcome.kind === "done") done();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Choices
        legend={t("return.reason")}
        hint={t("return.noMark")}
        isWide
        value={reasonCode}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        onChange={setReasonCode}
      />
      {reasonCode === "TIME_CONFLICT" && (
        <TextField
          label={t("return.otherTime")}
          isOptional={t("form.optional")}
          type="datetime-local"
          value={proposed}
          onChange={setProposed}
        />
      )}
      <TextField
        label={t("form.oneSentence")}
        isOptional={t("form.optional")}
        value={reasonText}
        onChange={setReasonText}
      />
      <StepNote step={step} />
      <button className="button" disabled={step.busy || reasonCode === ""}>
        {t("return.send")}
      </button>
    </form>
  );
}
