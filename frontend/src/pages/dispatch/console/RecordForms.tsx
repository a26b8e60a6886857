import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentIn } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { ChannelField, ChoiceField, LineField, NumberField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { useReasons } from "../../reason/reasons";
import { FailDispatch, FinishDispatch, ReturnDispatch, StartDispatch, TakeDispatch } from "../steps";
import { ConfirmDispatch, RecallDispatch } from "./steps";

interface Props {
  dispatch: {
    id: string;
    status: Word<"DispatchStatus">;
    quantity: string;
    unit: Word<"Unit">;
    partner: { id: string; name: string } | null;
  };
  done: () => void;
  close: () => void;
}

interface Heard {
  channel: Word<"Channel">;
}

/** Whose word staff record, and how it reached them. */
function onBehalfOf(dispatch: Props["dispatch"], { channel }: Heard) {
  return { partner: dispatch.partner?.id ?? null, channel };
}

/** 代接: as asked, or with another amount or time. */
export function TakeForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("record.TAKE")}
      send={t("form.record")}
      document={TakeDispatch}
      input={(values: Heard & { quantity?: number; from?: string; until?: string; helper?: string }) => ({
        dispatch: dispatch.id,
        quantity: values.quantity ? String(values.quantity) : null,
        proposedStartsAt: momentIn(values.from ?? ""),
        proposedEndsAt: momentIn(values.until ?? ""),
        helper: values.helper?.trim() || null,
        onBehalf: onBehalfOf(dispatch, values),
      })}
      done={done}
      close={close}
    >
      <ChannelField />
      <LineField name="helper" label={t("dispatch.helper")} hint={t("dispatch.helperHint")} />
      <p className="soft">{t("record.takeHint")}</p>
      <NumberField name="quantity" label={t("dispatch.quantityOf", { unit: t(`unit.${dispatch.unit}`) })} min={1} />
      <div className="form-pair">
        <LineField name="from" label={t("dispatch.from")} type="datetime-local" />
        <LineField name="until" label={t("dispatch.until")} type="datetime-local" />
      </div>
    </StepForm>
  );
}

/** 不接 or 退单, with the reason they gave. */
export function ReturnForm({ dispatch, done, close }: Props): ReactNode {
  const reasons = useReasons("RETURN");
  return (
    <StepForm
      title={t(dispatch.status === "SENT" ? "record.DECLINE" : "record.RETURN")}
      send={t("form.record")}
      document={ReturnDispatch}
      input={({ reasonCode, reasonText, ...heard }: Heard & { reasonCode: string; reasonText?: string }) => ({
        dispatch: dispatch.id,
        reasonCode,
        reasonText: reasonText ?? "",
        onBehalf: onBehalfOf(dispatch, heard),
      })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="reasonCode"
        label={t("need.reason")}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        required
      />
      <TextField name="reasonText" label={t("form.oneSentence")} rows={2} />
      <ChannelField />
    </StepForm>
  );
}

export function StartForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("record.START")}
      send={t("form.record")}
      document={StartDispatch}
      input={(heard: Heard) => ({ dispatch: dispatch.id, onBehalf: onBehalfOf(dispatch, heard) })}
      done={done}
      close={close}
    >
      <ChannelField />
    </StepForm>
  );
}

export function FinishForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("record.FINISH")}
      send={t("form.record")}
      document={FinishDispatch}
      initial={{ hours: 1, delivered: Number(dispatch.quantity) }}
      input={({ hours, delivered, note, ...heard }: Heard & { hours: number; delivered: number; note?: string }) => ({
        dispatch: dispatch.id,
        minutesSpent: Math.round(hours * 60),
        delivered: String(delivered),
        note: note ?? "",
        onBehalf: onBehalfOf(dispatch, heard),
      })}
      done={done}
      close={close}
    >
      <NumberField name="hours" label={t("finish.hours")} hint={t("finish.hoursHint")} required />
      <NumberField name="delivered" label={t("finish.delivered", { unit: t(`unit.${dispatch.unit}`) })} required />
      <TextField name="note" label={t("finish.note")} rows={2} />
      <ChannelField />
    </StepForm>
  );
}

export function FailForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("record.FAIL")}
      send={t("form.record")}
      document={FailDispatch}
      input={({ reasonText, ...heard }: Heard & { reasonText: string }) => ({
        dispatch: dispatch.id,
        reasonText,
        onBehalf: onBehalfOf(dispatch, heard),
      })}
      done={done}
      close={close}
    >
      <TextField name="reasonText" label={t("fail.reason")} rows={2} required />
      <ChannelField />
    </StepForm>
  );
}

/** Staff's own word: what was proposed or claimed is agreed with the resident. */
export function ConfirmForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("dispatchMove.CONFIRM")}
      send={t("dispatchMove.CONFIRM")}
      document={ConfirmDispatch}
      input={() => ({ dispatch: dispatch.id })}
      done={done}
      close={close}
    >
      <p>{t("record.confirmHint", { partner: dispatch.partner?.name ?? "" })}</p>
    </StepForm>
  );
}

/** 撤单: the way to undo a dispatch. */
export function RecallForm({ dispatch, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("dispatchMove.RECALL")}
      send={t("dispatchMove.RECALL")}
      document={RecallDispatch}
      input={({ reasonText }: { reasonText?: string }) => ({ dispatch: dispatch.id, reasonText: reasonText ?? "" })}
      done={done}
      close={close}
    >
      <TextField name="reasonText" label={t("recall.reason")} rows={2} />
    </StepForm>
  );
}
