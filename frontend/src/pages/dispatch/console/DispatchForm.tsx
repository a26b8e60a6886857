import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { fieldOf, momentIn } from "../../../app/time";
import type { VariablesOf, Word } from "../../../graph/graphql";
import { ChoiceField, LineField, NumberField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { usePartnerChoices } from "../../partner/console/choices";
import { SendDispatch } from "./steps";

/** What is about to be asked: a part of a need, of a resource's partner or of a partner alone. */
export interface Dispatching {
  part: {
    id: string;
    quantity: string;
    promised: string;
    unit: Word<"Unit">;
    earliest: string | null;
    latest: string | null;
  };
  resource: { id: string; title: string } | null;
  shown: VariablesOf<typeof SendDispatch>["input"]["shown"];
}

interface Values {
  partner?: string;
  quantity: number;
  startsAt?: string;
  endsAt?: string;
  message?: string;
}

interface Props {
  dispatching: Dispatching;
  done: (dispatch: string) => void;
  close: () => void;
}

/** 派单: staff ask; nobody is obliged. */
export function DispatchForm({ dispatching, done, close }: Props): ReactNode {
  const { part, resource, shown } = dispatching;
  const left = Math.max(1, Number(part.quantity) - Number(part.promised));
  return (
    <StepForm
      title={resource ? t("dispatch.askFor", { title: resource.title }) : t("match.partnerAlone")}
      send={t("dispatch.send")}
      document={SendDispatch}
      initial={{ quantity: left, startsAt: fieldOf(part.earliest), endsAt: fieldOf(part.latest) }}
      input={({ partner, quantity, startsAt, endsAt, message }: Values) => ({
        part: part.id,
        resource: resource?.id ?? null,
        partner: resource ? null : (partner ?? null),
        quantity: String(quantity),
        startsAt: momentIn(startsAt ?? ""),
        endsAt: momentIn(endsAt ?? ""),
        message: message?.trim() ?? "",
        shown: shown ?? null,
      })}
      done={({ dispatch }) => done(dispatch.id)}
      close={close}
    >
      {!resource && <PartnerField />}
      <NumberField
        name="quantity"
        label={t("dispatch.quantityOf", { unit: t(`unit.${part.unit}`) })}
        min={1}
        required
      />
      <div className="form-pair">
        <LineField name="startsAt" label={t("dispatch.from")} type="datetime-local" />
        <LineField name="endsAt" label={t("dispatch.until")} type="datetime-local" />
      </div>
      <TextField name="message" label={t("dispatch.message")} hint={t("dispatch.messageHint")} rows={2} />
    </StepForm>
  );
}

function PartnerField(): ReactNode {
  const { choices, search, isFetching } = usePartnerChoices();
  return (
    <ChoiceField
      name="partner"
      label={t("dispatch.partner")}
      hint={t("dispatch.partnerHint")}
      options={choices}
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: search }}
      required
    />
  );
}
