import { type ReactNode, useState } from "react";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { Choices, TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { Questions } from "../../../parts/resident/Questions";
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

  async function submit(): Promise<void> {
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

  const groups = [
    [
      <Choices
        key="kind"
        legend={t("register.kind")}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`register.${value}`) }))}
        onChange={setKind}
      />,
    ],
    [
      <TextField
        key="name"
        label={t(isVolunteer ? "register.ownName" : "register.unitName")}
        value={name}
        onChange={setName}
        required
      />,
      <TextField
        key="introduction"
        label={t("register.introduction")}
        hint={t("register.introductionHint")}
        isOptional={t("form.optional")}
        value={introduction}
        onChange={setIntroduction}
        rows={3}
      />,
      !isVolunteer && (
        <TextField
          key="phone"
          label={t("register.officePhone")}
          hint={t("register.officePhoneHint")}
          isOptional={t("form.optional")}
          type="tel"
          value={officePhone}
          onChange={setOfficePhone}
        />
      ),
      <RegionFields key="region" value={region} onChange={setRegion} />,
    ],
  ];
  return <Questions step={step} send={t("register.send")} submit={submit} isFramed isMain groups={groups} />;
}
