import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { TextField } from "../../../parts/resident/Form";
import { Questions } from "../../../parts/resident/Questions";
import { FinishDispatch } from "../steps";

interface Props {
  dispatch: { id: string; quantity: string; unit: Word<"Unit"> };
  done: () => void;
}

/** Done: how long it took, how much was given, a note. No photograph is asked for. */
export function FinishForm({ dispatch, done }: Props): ReactNode {
  const step = useStep(FinishDispatch);
  const [hours, setHours] = useState("1");
  const [delivered, setDelivered] = useState(String(Number(dispatch.quantity)));
  const [note, setNote] = useState("");

  async function submit(): Promise<void> {
    const outcome = await step.run({
      dispatch: dispatch.id,
      minutesSpent: Math.round(Number(hours) * 60),
      delivered,
      note: note.trim(),
    });
    if (outcome.kind === "done") done();
  }

  const questions = [
    <TextField
      key="hours"
      label={t("finish.hours")}
      hint={t("finish.hoursHint")}
      type="number"
      min={0}
      step={0.5}
      value={hours}
      onChange={setHours}
      required
    />,
    <TextField
      key="delivered"
      label={t("finish.delivered", { unit: t(`unit.${dispatch.unit}`) })}
      type="number"
      min={0}
      value={delivered}
      onChange={setDelivered}
      required
    />,
    <TextField
      key="note"
      label={t("finish.note")}
      isOptional={t("form.optional")}
      value={note}
      onChange={setNote}
      rows={3}
    />,
  ];
  return <Questions step={step} send={t("finish.send")} submit={submit} groups={[questions]} />;
}
