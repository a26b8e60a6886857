import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import type { Indicator } from "./documents";
import { previousOf, valueOf } from "./figures";
import { TrendLine } from "./TrendLine";

interface Props {
  indicator: Indicator;
  /** The address of its rows: those above the line or those below it. */
  addressOf: (part: Word<"IndicatorPart">) => string;
}

/** One figure with its definition, what it divides by what, the period before, and its own trend. */
export function IndicatorCard({ indicator, addressOf }: Props): ReactNode {
  const { kind, measure, definition, previous, series } = indicator;
  const name = t(`indicator.${kind}`);
  return (
    <section className="indicator">
      <h2>
        <a href={addressOf("NUMERATOR")}>{name}</a>
      </h2>
      <div className="indicator-now">
        <p className={indicator.isKeptBack ? "indicator-kept" : "indicator-value"}>{valueOf(indicator, measure)}</p>
        <TrendLine series={series} measure={measure} />
      </div>
      <p className="indicator-facts">
        <Counted indicator={indicator} addressOf={addressOf} />
        <span className="soft">
          {previousOf(previous, measure)}
        </span>
      </p>
      <p className="indicator-definition">{sentenceOf(definition)}</p>
    </section>
  );
}

/** The parts of the fraction, each of which opens its rows. */
function Counted({ indicator, addressOf }: Props): ReactNode {
  const { kind, measure, numerator, denominator } = indicator;
  if (numerator === null || denominator === null) return <span />;
  if (kind === "LOAD")
    return <a href={addressOf("NUMERATOR")}>{t("dashboard.partnersOf", { some: numerator, all: denominator })}</a>;
  if (measure === "HOURS") return <a href={addressOf("NUMERATOR")}>{t("dashboard.medianOf", { count: numerator })}</a>;
  const name = t(`indicator.${kind}`);
  return (
    <span>
      <a href={addressOf("NUMERATOR")} aria-label={t("dashboard.openNumerator", { name, count: numerator })}>
        {t("dashboard.cases", { count: numerator })}
      </a>
      {" / "}
      <a href={addressOf("DENOMINATOR")} aria-label={t("dashboard.openDenominator", { name, count: denominator })}>
        {t("dashboard.cases", { count: denominator })}
      </a>
    </span>
  );
}

/** A definition without the name before its colon, where the name stands above it already. */
export function sentenceOf(definition: string): string {
  return definition.replace(/^[^：:]{1,24}[：:]\s*/, "");
}
