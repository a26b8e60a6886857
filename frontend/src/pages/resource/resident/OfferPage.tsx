import { type ReactNode, useState } from "react";
import { address, go } from "../../../app/router";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import type { VariablesOf, Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { kinds, units } from "../../../parts/amount";
import { CheckField, Choices, SelectField, TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { Questions } from "../../../parts/resident/Questions";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { type ChosenRegion, homeOf, regionOf } from "../../region/home";
import { RegionFields } from "../../region/resident/RegionFields";
import { OfferResource } from "../steps";
import { HoursField, type WeekPattern } from "./HoursField";

type Offer = VariablesOf<typeof OfferResource>["input"];

/** What a unit of each kind is counted in, and who usually travels: both may be changed. */
const usual: Record<Word<"Kind">, { unit: Word<"Unit">; travel: Word<"Travel"> }> = {
  SERVICE: { unit: "TIME", travel: "PARTNER_COMES" },
  SKILL: { unit: "HOUR", travel: "PARTNER_COMES" },
  GOODS: { unit: "PIECE", travel: "RESIDENT_COMES" },
  VENUE: { unit: "PERSON", travel: "RESIDENT_COMES" },
  FUND: { unit: "YUAN", travel: "REMOTE" },
  POLICY: { unit: "TIME", travel: "RESIDENT_COMES" },
};

const travels: readonly Word<"Travel">[] = ["PARTNER_COMES", "RESIDENT_COMES", "REMOTE"];

/** Offer something: what, how much, when, where. */
export default function OfferPage({ partner }: { partner: string }): ReactNode {
  const { partners, person } = useSession();
  const own = partners.find((each) => each.id === partner);
  return (
    <Page title={t("offer.title")} back="#/help" backText={t("home.help")}>
      {own ? (
        <OfferForm partner={own.id} home={homeOf(own.region ?? person?.region)} />
      ) : (
        <SignInFirst then={`/partners/${partner}/offer`}>{t("claim.partnersOnly")}</SignInFirst>
      )}
    </Page>
  );
}

function OfferForm({ partner, home }: { partner: string; home: ChosenRegion }): ReactNode {
  const step = useStep(OfferResource);
  const [kind, setKind] = useState<Word<"Kind">>("SERVICE");
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const [capacity, setCapacity] = useState("1");
  const [unit, setUnit] = useState<Word<"Unit">>("TIME");
  const [travel, setTravel] = useState<Word<"Travel">>("PARTNER_COMES");
  const [region, setRegion] = useState(home);
  const [hours, setHours] = useState<WeekPattern>({ weekdays: [0, 1, 2, 3, 4], opens: "09:00", closes: "17:00" });
  const [notice, setNotice] = useState("");
  const [fee, setFee] = useState("");
  const [inReturn, setInReturn] = useState("");
  const [isForMembers, setIsForMembers] = useState(false);
  // Goods and funds are there at any hour; only the others are bound to a week.
  const hasHours = kind !== "GOODS" && kind !== "FUND";

  function chooseKind(chosen: Word<"Kind">): void {
    setKind(chosen);
    setUnit(usual[chosen].unit);
    setTravel(usual[chosen].travel);
  }

  function input(): Offer {
    const place = regionOf(region);
    const isRemote = travel === "REMOTE";
    return {
      partner,
      kind,
      title: title.trim(),
      text: text.trim(),
      region: place,
      serves: isRemote ? "REMOTE" : "REGIONS",
      regions: isRemote ? [] : [place],
      travel,
      unit,
      slotCapacity: capacity,
      hours: hasHours ? hours.weekdays.map((weekday) => ({ weekday, opens: hours.opens, closes: hours.closes })) : [],
      minimumNoticeHours: Number(notice),
      feeNote: fee.trim(),
      asksInReturn: inReturn.trim(),
      isForMembers,
    };
  }

  async function submit(): Promise<void> {
    if ((await step.run(input())).kind === "done") go(address("/resources", { partner }));
  }

  const groups = [
    [
      <Choices
        key="kind"
        legend={t("offer.kind")}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`kind.${value}`), hint: t(`kindHint.${value}`) }))}
        onChange={chooseKind}
      />,
      <TextField
        key="name"
        label={t("offer.name")}
        hint={t("offer.nameHint")}
        value={title}
        onChange={setTitle}
        required
        maxLength={80}
      />,
      <TextField
        key="text"
        label={t("offer.text")}
        hint={t("offer.textHint")}
        value={text}
        onChange={setText}
        rows={4}
        required
      />,
    ],
    [
      <div className="pair" key="capacity">
        <TextField
          label={t(hasHours ? "offer.capacity" : "offer.stock")}
          type="number"
          min={1}
          value={capacity}
          onChange={setCapacity}
          required
        />
        <SelectField
          label={t("post.unit")}
          value={unit}
          options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(value) => value !== "" && setUnit(value)}
        />
      </div>,
      hasHours && <HoursField key="hours" value={hours} onChange={setHours} />,
      <TextField
        key="notice"
        label={t("offer.notice")}
        isOptional={t("form.optional")}
        type="number"
        min={0}
        value={notice}
        onChange={setNotice}
      />,
    ],
    [
      <Choices
        key="travel"
        legend={t("offer.travel")}
        value={travel}
        options={travels.map((value) => ({ value, label: t(`travel.${value}`) }))}
        onChange={setTravel}
      />,
      <RegionFields key="region" value={region} onChange={setRegion} />,
    ],
    [
      <details key="terms">
        <summary>{t("offer.terms")}</summary>
        <TextField
          label={t("offer.fee")}
          hint={t("offer.feeHint")}
          isOptional={t("form.optional")}
          value={fee}
          onChange={setFee}
        />
        <TextField
          label={t("offer.inReturn")}
          hint={t("offer.inReturnHint")}
          isOptional={t("form.optional")}
          value={inReturn}
          onChange={setInReturn}
        />
        <CheckField label={t("offer.members")} checked={isForMembers} onChange={setIsForMembers} />
      </details>,
    ],
  ];
  return <Questions step={step} send={t("offer.send")} submit={submit} isFramed isMain groups={groups} />;
}
