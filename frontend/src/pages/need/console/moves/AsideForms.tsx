import type { ReactNode } from "react";
import { t } from "../../../../app/text";
import { momentIn } from "../../../../app/time";
import type { Word } from "../../../../graph/graphql";
import { ChannelField, ChoiceField, LineField, TextField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { useReasons } from "../../../reason/reasons";
import { ReplyField } from "../../../reply/console/ReplyField";
import { ReopenNeed, WithdrawNeed } from "../../steps";
import { DeclineNeed, HoldNeed, TransferNeed } from "../steps";
import { askerOf, type MoveProps } from "./subject";

// The moves that lead off the usual way, each with its reason.

/** 暂不能受理: the reason from the list, a sentence, and always a next step. */
export function DeclineForm({ need, done, close }: MoveProps): ReactNode {
  const reasons = useReasons("DECLINE");
  return (
    <StepForm
      title={t("needMove.DECLINE")}
      send={t("needMove.DECLINE")}
      document={DeclineNeed}
      input={(values: { reasonCode: string; reasonText: string; nextStep: string }) => ({ need: need.id, ...values })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="reasonCode"
        label={t("decline.reason")}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        hint={t("decline.hint")}
        required
      />
      <ReplyField name="reasonText" label={t("decline.text")} rows={2} required />
      <TextField name="nextStep" label={t("decline.nextStep")} hint={t("decline.nextStepHint")} rows={2} required />
    </StepForm>
  );
}

/** 挂起: the clock stops until a day, for a reason the resident can read. */
export function HoldForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.HOLD")}
      send={t("needMove.HOLD")}
      document={HoldNeed}
      input={({ reasonText, until }: { reasonText: string; until: string }) => ({
        need: need.id,
        reasonText,
        until: momentIn(until) ?? "",
      })}
      done={done}
      close={close}
    >
      <ReplyField name="reasonText" label={t("hold.reason")} hint={t("hold.hint")} rows={2} required />
      <LineField name="until" label={t("need.holdUntil")} type="datetime-local" required />
    </StepForm>
  );
}

/** 转办: to whom, and why. */
export function TransferForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.TRANSFER")}
      send={t("needMove.TRANSFER")}
      document={TransferNeed}
      input={(values: { to: string; reasonText: string }) => ({ need: need.id, ...values })}
      done={done}
      close={close}
    >
      <LineField name="to" label={t("transfer.to")} hint={t("transfer.hint")} required />
      <TextField name="reasonText" label={t("transfer.reason")} rows={2} required />
    </StepForm>
  );
}

interface WithdrawValues {
  reasonCode?: string;
  reasonText?: string;
  channel: Word<"Channel">;
}

/** 撤回, as the asker told it. */
export function WithdrawForm({ need, done, close }: MoveProps): ReactNode {
  const reasons = useReasons("WITHDRAW");
  return (
    <StepForm
      title={t("needMove.WITHDRAW")}
      send={t("needMove.WITHDRAW")}
      document={WithdrawNeed}
      input={({ channel, ...values }: WithdrawValues) => ({
        need: need.id,
        ...values,
        onBehalf: { ...askerOf(need), channel },
      })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="reasonCode"
        label={t("need.reason")}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        allowClear
      />
      <TextField name="reasonText" label={t("form.oneSentence")} rows={2} />
      <ChannelField />
    </StepForm>
  );
}

/** 重开, as the asker told it. */
export function ReopenForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.REOPEN")}
      send={t("needMove.REOPEN")}
      document={ReopenNeed}
      input={({ channel, reasonText }: { channel: Word<"Channel">; reasonText: string }) => ({
        need: need.id,
        reasonText,
        onBehalf: { ...askerOf(need), channel },
      })}
      done={done}
      close={close}
    >
      <TextField name="reasonText" label={t("need.reopenText")} rows={2} required />
      <ChannelField />
    </StepForm>
  );
}
