import { Collapse } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const NearMissFields = graphql(`
  fragment NearMissFields on NearMiss {
    rule
    sentence
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

/** Resources that would fit but for one rule, and the rule. */
export function NearMisses({ misses }: { misses: readonly FragmentOf<typeof NearMissFields>[] }): ReactNode {
  if (misses.length === 0) return null;
  return (
    <Collapse
      className="stacked"
      items={[
        {
          key: "misses",
          label: t("match.nearMisses", { count: misses.length }),
          children: (
            <ul className="plain-list">
              {readFragment(NearMissFields, misses).map(({ resource, rule, sentence }) => (
                <li key={`${resource.id} ${rule}`}>
                  <strong>{resource.title}</strong> <span className="soft">{resource.partner?.name}</span>
                  <div>{sentence}</div>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
