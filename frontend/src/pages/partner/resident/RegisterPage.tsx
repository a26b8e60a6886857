import { type SubmitEvent, type ReactNode, useState } from "react";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { Choices, TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { type ChosenRegion, homeOf, regionOf } from "../../region/home";
import { RegionFields } from "../../region/resident/RegionFields";
import { RegisterPartner } from "../steps";

const kinds: readonly Word<"PartnerKind">[] = ["VOLUNTEER", "GROUP", "SOCIAL_ORGANIZATION", "UNIT"];

/** Become a partner: staff confirm it afterwards. */
export default function RegisterPage(): ReactNode {
  return (
    <Page title={t("register.title")} back="#/help" backText={t("home.help")}>
      {useSession().isSignedIn ? (
        <RegisterForm />
      ) : (
        <SignInFirst then="/help/register">{t("register.signIn")}</SignInFirst>
      )}
    </Page>
  );
}

function RegisterForm(): ReactNode {
  const { person } = useSession();
  const step = useStep(RegisterPartner);
  const [kind, setKind] = useState<Word<"PartnerKind">>("VOLUNTEER");
  const [name, setName] = useState(person?.called ?? "");
  const [introduction, setIntroduction] = useState("");
  const [officePhone, setOfficePhone] = useState("");
  const [region, setRegion] = useState<ChosenRegion>(() => homeOf(person?.region));
  const isVolunteer = kind === "VOLUNTEER";

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({
      kind,
      name: name.trim(),
      introduction: introduction.trim(),
      officePhone: officePhone.trim() || null,
      region: regionOf(region),
    });
    // A fresh page: the session now names the new partner.
    if (outcome.kind === "done") {
      location.hash = "#/help";
      location.reload();
    }
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <div className="card">
        <Choices
          legend={t("register.kind")}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`register.${value}`) }))}
          onChange={setKind}
        />
      </div>
      <div className="card">
        <TextField
          label={t(isVolunteer ? "register.ownName" : "register.unitName")}
          value={name}
          onChange={setName}
          required
        />
        <TextField
          label={t("register.introduction")}
          hint={t("register.introductionHint")}
          isOptional={t("form.optional")}
          value={introduction}
          onChange={setIntroduction}
          rows={3}
        />
        {!isVolunteer && (
          <TextField
            label={t("register.officePhone")}
            hint={t("register.officePhoneHint")}
            isOptional={t("form.optional")}
            type="tel"
            value={officePhone}
            onChange={setOfficePhone}
          />
        )}
        <RegionFields value={region} onChange={setRegion} />
      </div>
      <StepNote step={step} />
      <button className="button button-large" disabled={step.busy}>
        {t(step.busy ? "state.sending" : "register.send")}
      </button>
    </form>
  );
}
