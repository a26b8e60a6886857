import type { FormEvent, ReactNode } from "react";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import type { StepState } from "../../../graph/step";
import { units } from "../../../parts/amount";
import { StepNote } from "../../../parts/resident/Answer";
import { Choices, SelectField, TextField } from "../../../parts/resident/Form";
import { RegionFields } from "../../region/resident/RegionFields";
import type { Draft } from "./savedDraft";

interface Props {
  draft: Draft;
  change: (piece: Partial<Draft>) => void;
  step: StepState;
  back: () => void;
  send: () => void;
}

/** The second step: for whom, where, when, whom to call. */
export function WhereStep({ draft, change, step, back, send }: Props): ReactNode {
  const { isSignedIn, partners } = useSession();

  function submit(event: FormEvent): void {
    event.preventDefault();
    send();
  }

  return (
    <form className="form" onSubmit={submit}>
      <div className="card">
        <blockquote className="own-words">{draft.words}</blockquote>
        <button type="button" className="text-button" onClick={back}>
          {t("post.change")}
        </button>
      </div>
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
        <WhomToCall draft={draft} change={change} />
      </div>
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
      <When draft={draft} change={change} />
      <HowMuch draft={draft} change={change} />
      <p className="private-line">{t("post.privateContact")}</p>
      {!isSignedIn && <p className="hint">{t("post.signInToSend")}</p>}
      <StepNote step={step} />
      <button className="button button-large" disabled={step.busy}>
        {t(step.busy ? "state.sending" : isSignedIn ? "post.send" : "post.signInAndSend")}
      </button>
    </form>
  );
}

type PieceProps = Pick<Props, "draft" | "change">;

function WhomToCall({ draft, change }: PieceProps): ReactNode {
  const isOther = draft.whom === "other";
  return (
    <>
      <TextField
        label={t(isOther ? "post.otherName" : "post.name")}
        {...(isOther ? {} : { isOptional: t("form.optional") })}
        value={draft.name}
        onChange={(name) => change({ name })}
        required={isOther}
      />
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
    </>
  );
}

function When({ draft, change }: PieceProps): ReactNode {
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

function HowMuch({ draft, change }: PieceProps): ReactNode {
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
