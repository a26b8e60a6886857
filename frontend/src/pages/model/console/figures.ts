import { t } from "../../../app/text";
import type { Model } from "./documents";

/** "+8.2%"; nothing where no replay has tried the model. */
export function gainOf({ tried, gainPercent }: Model): string {
  return tried === 0 ? t("models.untried") : signed(gainPercent);
}

export function intervalOf({ tried, gainPercentLow, gainPercentHigh }: Model): string {
  return tried === 0 ? "" : t("models.span", { low: signed(gainPercentLow), high: signed(gainPercentHigh) });
}

/** "12%" of a share between 0 and 1. */
export function shareOf(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function signed(percent: number): string {
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)}%`;
}
