import type { ReactNode } from "react";
import { t, type TextKey } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const GaveAndGotFields = graphql(`
  fragment GaveAndGotFields on GaveAndGot {
    gaveTimes
    gaveHours
    gaveNeeds
    thanks
    raised
    got
  }
`);

const gave: [TextKey, "gaveTimes" | "gaveHours" | "gaveNeeds" | "thanks"][] = [
  ["gave.times", "gaveTimes"],
  ["gave.hours", "gaveHours"],
  ["gave.needs", "gaveNeeds"],
  ["gave.thanks", "thanks"],
];

const got: [TextKey, "raised" | "got"][] = [
  ["got.raised", "raised"],
  ["got.met", "got"],
];

/** What a partner gave to others, and what it asked for and got. */
export function GaveAndGot({ figures }: { figures: FragmentOf<typeof GaveAndGotFields> }): ReactNode {
  const counts = readFragment(GaveAndGotFields, figures);
  return (
    <div className="gave-and-got">
      <Figures heading={t("partner.gave")} figures={gave.map(([key, name]) => [t(key), counts[name]])} />
      <Figures heading={t("partner.got")} figures={got.map(([key, name]) => [t(key), counts[name]])} />
    </div>
  );
}

function Figures({ heading, figures }: { heading: string; figures: [string, number][] }): ReactNode {
  return (
    <section>
      <h3>{heading}</h3>
      <dl className="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{Math.round(value * 10) / 10}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
