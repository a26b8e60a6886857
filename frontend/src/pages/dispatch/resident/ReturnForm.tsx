import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { momentIn } from "../../../app/time";
import { useStep } from "../../../graph/step";
import { Choices, TextField } from "../../../parts/resident/Form";
import { Questions } from "../../../parts/resident/Questions";
import { useReasons } from "../../reason/reasons";
import { ReturnDispatch } from "../steps";

/** Not this time: a reason from the list, and a sentence if one likes. Volunteers owe no reason. */
export function ReturnForm({ dispatch, done }: { dispatch: string; done: () => void }): ReactNode {
  const step = useStep(ReturnDispatch);
  const reasons = useReasons("RETURN");
  const [reasonCode, setReasonCode] = useState("");
  const [reasonText, setReasonText] = useState("");
  const [proposed, setProposed] = useState("");

  async function submit(): Promise<void> {
    const outcome = await step.run({
      dispatch,
      reasonCode,
      reasonText: reasonText.trim(),
      proposedStartsAt: reasonCode === "TIME_CONFLICT" ? momentIn(proposed) : null,
    });
    if (outcome.kind === "done") done();
  }

  const questions = [
    <Choices
      key="reason"
      legend={t("return.reason")}
      hint={t("return.noMark")}
      isWide
      value={reasonCode}
      options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
      onChange={setReasonCode}
    />,
    reasonCode === "TIME_CONFLICT" && (
      <TextField
        key="time"
        label={t("return.otherTime")}
        isOptional={t("form.optional")}
        type="datetime-local"
        value={proposed}
        onChange={setProposed}
      />
    ),
    <TextField
      key="sentence"
      label={t("form.oneSentence")}
      isOptional={t("form.optional")}
      value={reasonText}
      onChange={setReasonText}
    />,
  ];
  return (
    <Questions step={step} send={t("return.send")} submit={submit} isReady={reasonCode !== ""} groups={[questions]} />
  );
}
