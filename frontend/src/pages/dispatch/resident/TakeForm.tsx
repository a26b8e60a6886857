import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { fieldOf, momentIn } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { TextField } from "../../../parts/resident/Form";
import { Questions } from "../../../parts/resident/Questions";
import { TakeDispatch } from "../steps";

interface Props {
  dispatch: { id: string; quantity: string; unit: Word<"Unit">; startsAt: string | null; endsAt: string | null };
  done: () => void;
}

/** "只能出 10 张桌子", "周日可以": staff confirm what is proposed. */
export function TakeForm({ dispatch, done }: Props): ReactNode {
  const step = useStep(TakeDispatch);
  const [quantity, setQuantity] = useState(String(Number(dispatch.quantity)));
  const [from, setFrom] = useState(fieldOf(dispatch.startsAt));
  const [until, setUntil] = useState(fieldOf(dispatch.endsAt));
  const [helper, setHelper] = useState("");

  async function submit(): Promise<void> {
    const outcome = await step.run({
      dispatch: dispatch.id,
      quantity: Number(quantity) === Number(dispatch.quantity) ? null : quantity,
      proposedStartsAt: from === fieldOf(dispatch.startsAt) ? null : momentIn(from),
      proposedEndsAt: until === fieldOf(dispatch.endsAt) ? null : momentIn(until),
      helper: helper.trim() || null,
    });
    if (outcome.kind === "done") done();
  }

  const questions = [
    <TextField
      key="quantity"
      label={t("dispatch.quantityIn", { unit: t(`unit.${dispatch.unit}`) })}
      type="number"
      min={1}
      value={quantity}
      onChange={setQuantity}
      required
    />,
    <div className="pair" key="time">
      <TextField label={t("dispatch.from")} type="datetime-local" value={from} onChange={setFrom} />
      <TextField label={t("dispatch.until")} type="datetime-local" value={until} onChange={setUntil} />
    </div>,
    <TextField
      key="helper"
      label={t("dispatch.helper")}
      hint={t("dispatch.helperHint")}
      isOptional={t("form.optional")}
      value={helper}
      onChange={setHelper}
    />,
  ];
  return (
    <>
      <p className="hint">{t("dispatch.otherwiseHint")}</p>
      <Questions step={step} send={t("dispatch.propose")} submit={submit} groups={[questions]} />
    </>
  );
}
