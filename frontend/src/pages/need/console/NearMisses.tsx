import { Collapse } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const NearMissFields = graphql(`
  fragment NearMissFields on NearMiss {
    rule
    score
    sentence
    remedy
    counterfactual {
      sentence
    }
    resource {
      id
      title
      partner {
        id
        name
      }
    }
  }
`);

/** So many matches are asked for: of those after them nothing is known. */
const shown = 5;

/** Rules that nobody may loosen: who stands aside, has said no, or pauses is not asked. */
const firm = new Set(["NATURE", "PAUSED", "BARRED", "RETURNED", "COUNTERPARTY"]);

interface Props {
  misses: readonly FragmentOf<typeof NearMissFields>[];
  /** The scores of those that are shown as matches. */
  scores: readonly number[];
  isOpen: boolean;
}

/** Resources that would fit but for one rule: the rule, what can be done about it, and what that would bring. */
export function NearMisses({ misses, scores, isOpen }: Props): ReactNode {
  if (misses.length === 0) return null;
  return (
    <Collapse
      className="stacked"
      defaultActiveKey={isOpen ? ["misses"] : []}
      items={[
        {
          key: "misses",
          label: t("match.nearMisses", { count: misses.length }),
          children: (
            <ul className="plain-list">
              {readFragment(NearMissFields, misses).map((miss) => (
                <li key={`${miss.resource.id} ${miss.rule}`}>
                  <strong>{miss.resource.title}</strong> <span className="soft">{miss.resource.partner?.name}</span>
                  <div className="remark-line">{miss.sentence}</div>
                  <div>{miss.remedy}</div>
                  {!firm.has(miss.rule) && (
                    <p className="counterfactual">
                      {t("match.loosened")}
                      {miss.counterfactual?.sentence ?? placeAmong(scores, miss.score)}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

/** Where a near miss would stand among those shown if its rule let it in. */
function placeAmong(scores: readonly number[], score: number): string {
  const position = 1 + scores.filter((other) => other > score).length;
  return position > scores.length && scores.length >= shown
    ? t("match.beyond", { count: scores.length })
    : t("match.placed", { position });
}
