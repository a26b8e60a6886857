import type { ReactNode } from "react";
import { useSession } from "../../../../app/session";
import { t } from "../../../../app/text";
import { units } from "../../../../parts/amount";
import { Choices, SelectField, TextField } from "../../../../parts/resident/Form";
import { RegionFields } from "../../../region/resident/RegionFields";
import type { QuestionProps } from "./WhatQuestions";

type Props = Pick<QuestionProps, "draft" | "change">;

export function WhomQuestion({ draft, change }: Props): ReactNode {
  const { partners } = useSession();
  return (
    <div className="card">
      <Choices
        legend={t("post.whom")}
        value={draft.whom}
        options={[
          { value: "self", label: t("post.whomSelf") },
          { value: "other", label: t("post.whomOther") },
          ...partners.map((partner) => ({ value: partner.id, label: t("post.whomUnit", { name: partner.name }) })),
        ]}
        onChange={(whom) => change({ whom })}
      />
      {draft.whom === "other" && (
        <TextField label={t("post.otherName")} value={draft.name} onChange={(name) => change({ name })} required />
      )}
    </div>
  );
}

export function PlaceQuestion({ draft, change }: Props): ReactNode {
  return (
    <div className="card">
      <RegionFields value={draft} onChange={(region) => change(region)} />
      <TextField
        label={t("post.address")}
        hint={t("post.addressHint")}
        isOptional={t("form.optional")}
        value={draft.address}
        onChange={(address) => change({ address })}
      />
      <TextField
        label={t("post.door")}
        hint={t("post.doorHint")}
        isOptional={t("form.optional")}
        value={draft.door}
        onChange={(door) => change({ door })}
      />
    </div>
  );
}

export function TimeQuestion({ draft, change }: Props): ReactNode {
  return (
    <div className="card">
      <Choices
        legend={t("post.when")}
        value={draft.when}
        options={[
          { value: "any", label: t("post.whenAny") },
          { value: "day", label: t("post.whenDay") },
        ]}
        onChange={(when) => change({ when })}
      />
      {draft.when === "day" && (
        <div className="pair">
          <TextField
            label={t("post.earliest")}
            type="datetime-local"
            value={draft.earliest}
            onChange={(earliest) => change({ earliest })}
          />
          <TextField
            label={t("post.latest")}
            type="datetime-local"
            value={draft.latest}
            onChange={(latest) => change({ latest })}
          />
        </div>
      )}
    </div>
  );
}

export function CallQuestion({ draft, change }: Props): ReactNode {
  const isOther = draft.whom === "other";
  return (
    <div className="card">
      {!isOther && (
        <TextField
          label={t("post.name")}
          isOptional={t("form.optional")}
          value={draft.name}
          onChange={(name) => change({ name })}
        />
      )}
      <TextField
        label={t("post.phone")}
        hint={t("post.phoneHint")}
        type="tel"
        {...(isOther ? {} : { isOptional: t("form.optional") })}
        value={draft.phone}
        onChange={(phone) => change({ phone })}
        autoComplete="tel"
      />
      {isOther && (
        <TextField
          label={t("post.relation")}
          hint={t("post.relationHint")}
          value={draft.relation}
          onChange={(relation) => change({ relation })}
        />
      )}
      <p className="private-line">{t("post.privateContact")}</p>
    </div>
  );
}

export function AmountQuestion({ draft, change }: Props): ReactNode {
  return (
    <details className="card">
      <summary>{t("post.howMuch")}</summary>
      <div className="pair">
        <TextField
          label={t("post.quantity")}
          type="number"
          min={1}
          value={draft.quantity}
          onChange={(quantity) => change({ quantity })}
        />
        <SelectField
          label={t("post.unit")}
          value={draft.unit}
          options={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          onChange={(unit) => unit !== "" && change({ unit })}
        />
      </div>
    </details>
  );
}
