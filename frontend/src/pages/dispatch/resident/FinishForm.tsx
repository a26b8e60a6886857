import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
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

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({
      dispatch: dispatch.id,
      minutesSpent: Math.round(Number(hours) * 60),
      delivered,
      note: note.trim(),
    });
    if (outcome.kind === "done") done();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <div className="pair">
        <TextField
          label={t("finish.hours")}
          hint={t("finish.hoursHint")}
          type="number"
          min={0}
          step={0.5}
          value={hours}
          onChange={setHours}
          required
        />
        <TextField
          label={t("finish.delivered", { unit: t(`unit.${dispatch.unit}`) })}
          type="number"
          min={0}
          value={delivered}
          onChange={setDelivered}
          required
        />
      </div>
      <TextField label={t("finish.note")} isOptional={t("form.optional")} value={note} onChange={setNote} rows={3} />
      <StepNote step={step} />
      <button className="button" disabled={step.busy}>
        {t("finish.send")}
      </button>
    </form>
  );
}
