import { Button, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useDeskTurned, useRegion } from "../../../app/console/region";
import { address, go, replaceAddress, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { csvOf, saveText } from "../../../parts/console/csv";
import { RegionChoice } from "../../region/console/RegionChoice";
import { type Indicator, IndicatorsQuery } from "./documents";
import { spanOf, valueOf } from "./figures";
import { IndicatorCard, sentenceOf } from "./IndicatorCard";
import { IndicatorDetail } from "./IndicatorDetail";
import { type Choice, choices, choiceText, type Period, periodIn } from "./period";

type Pieces = Record<string, string | undefined>;

/** 指标看板: a region's figures, each with its definition, its rows and its own trend; nobody is ranked. */
export default function DashboardPage(): ReactNode {
  const { region: atDesk } = useRegion();
  const { query } = usePlace();
  const region = query.get("region") ?? atDesk.id;
  const { choice, period } = periodIn(query);
  const own = choice === "own" ? { since: period.since, until: period.until } : {};
  const placed: Pieces = { region: query.get("region") ?? "", period: choice === "days30" ? "" : choice, ...own };
  const addressOf = (pieces: Pieces): string => address("/dashboard", { ...placed, ...pieces });
  const indicator = query.get("indicator") ?? "";
  const part = query.get("part") === "DENOMINATOR" ? "DENOMINATOR" : "NUMERATOR";
  useDeskTurned((turned) => go(addressOf({ region: turned })));

  return (
    <>
      <h1>{t("console.dashboard")}</h1>
      <div className="plan-choice">
        <RegionChoice
          label={t("dashboard.region")}
          region={region}
          choose={(region) => replaceAddress(addressOf({ region, indicator, part }))}
        />
        <PeriodChoice
          choice={choice}
          period={period}
          choose={(pieces) => replaceAddress(addressOf({ since: "", until: "", indicator, part, ...pieces }))}
        />
      </div>
      <Figures
        region={region}
        period={period}
        indicator={indicator}
        part={part}
        addressOf={addressOf}
        choose={(chosen) => replaceAddress(addressOf({ indicator, part: chosen }))}
      />
    </>
  );
}

interface ChoiceProps {
  choice: Choice;
  period: Period;
  choose: (pieces: Pieces) => void;
}

function PeriodChoice({ choice, period, choose }: ChoiceProps): ReactNode {
  return (
    <div className="period-choice">
      <span>{t("dashboard.period")}</span>
      <div className="period-fields">
        <Select
          aria-label={t("dashboard.period")}
          value={choice}
          options={choices.map((each) => ({ value: each, label: t(choiceText(each)) }))}
          onChange={(chosen) => choose(chosen === "own" ? { period: "own", ...period } : { period: chosen })}
        />
        {choice === "own" ? (
          <>
            <Input
              type="date"
              aria-label={t("period.since")}
              value={period.since}
              max={period.until}
              onChange={({ target }) => target.value && choose({ period: "own", ...period, since: target.value })}
            />
            <Input
              type="date"
              aria-label={t("period.until")}
              value={period.until}
              min={period.since}
              onChange={({ target }) => target.value && choose({ period: "own", ...period, until: target.value })}
            />
          </>
        ) : (
          <span className="soft">{spanOf(period.since, period.until)}</span>
        )}
      </div>
    </div>
  );
}

interface FiguresProps {
  region: string;
  period: Period;
  indicator: string;
  part: Word<"IndicatorPart">;
  addressOf: (pieces: Pieces) => string;
  choose: (part: Word<"IndicatorPart">) => void;
}

function Figures({ region, period, indicator, part, addressOf, choose }: FiguresProps): ReactNode {
  const [result, ask] = useQuery({ query: IndicatorsQuery, variables: { region, period } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ indicators }) => {
        if (indicators === null) return <Nothing>{t("dashboard.notYours")}</Nothing>;
        const opened = indicators.find(({ kind }) => kind === indicator);
        if (opened)
          return (
            <IndicatorDetail
              region={region}
              period={period}
              indicator={opened}
              part={part}
              back={addressOf({})}
              choose={choose}
            />
          );
        return <Overview indicators={indicators} period={period} addressOf={addressOf} />;
      }}
    </Answer>
  );
}

interface OverviewProps {
  indicators: Indicator[];
  period: Period;
  addressOf: (pieces: Pieces) => string;
}

function Overview({ indicators, period, addressOf }: OverviewProps): ReactNode {
  const before = indicators[0]?.previous;
  return (
    <>
      <div className="part-head">
        <p className="soft">{before && t("dashboard.explained", { span: spanOf(before.since, before.until) })}</p>
        <Button onClick={() => saveText(t("dashboard.file", { ...period }), csvOf(tableOf(indicators, period)))}>
          {t("dashboard.save")}
        </Button>
      </div>
      <div className="indicators">
        {indicators.map((indicator) => (
          <IndicatorCard
            key={indicator.kind}
            indicator={indicator}
            addressOf={(part) => addressOf({ indicator: indicator.kind, part: part === "NUMERATOR" ? "" : part })}
          />
        ))}
      </div>
    </>
  );
}

function tableOf(indicators: Indicator[], { since, until }: Period): string[][] {
  const head = [
    t("dashboard.indicator"),
    `${since} – ${until}`,
    t("dashboard.above"),
    t("dashboard.below"),
    t("dashboard.previousHead"),
    t("dashboard.previousAbove"),
    t("dashboard.previousBelow"),
    t("dashboard.definition"),
  ];
  const told = (count: number | null): string => String(count ?? "");
  const rows = indicators.map((one) => [
    t(`indicator.${one.kind}`),
    valueOf(one, one.measure),
    told(one.numerator),
    told(one.denominator),
    valueOf(one.previous, one.measure),
    told(one.previous.numerator),
    told(one.previous.denominator),
    sentenceOf(one.definition),
  ]);
  return [head, ...rows];
}
