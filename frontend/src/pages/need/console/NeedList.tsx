import { Button } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { DeskNeedsQuery } from "./documents";
import { addressOf, type DeskFilters, inputOf } from "./filters";
import { NeedRow } from "./NeedRow";

interface Props {
  filters: DeskFilters;
  region: string;
  change: (piece: Partial<DeskFilters>) => void;
  changes: number;
}

const context = { additionalTypenames: ["Need"] };

/** The community's needs, the most pressing first. */
export function NeedList({ filters, region, change, changes }: Props): ReactNode {
  const [result, ask] = useQuery({
    query: DeskNeedsQuery,
    variables: { filter: inputOf(filters, region), order: filters.order, after: filters.after || null },
    context,
  });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  return (
    <Answer of={result} again={again}>
      {({ needs }) => (
        <>
          {needs.edges.length === 0 ? (
            <Nothing>{t("desk.nothing")}</Nothing>
          ) : (
            <ul className="need-rows" aria-busy={result.fetching}>
              {needs.edges.map(({ node }) => (
                <NeedRow
                  key={node.id}
                  need={node}
                  href={addressOf({ ...filters, need: node.id })}
                  isSelected={node.id === filters.need}
                />
              ))}
            </ul>
          )}
          <div className="pager">
            {filters.after !== "" && <Button onClick={() => change({ after: "" })}>{t("pager.first")}</Button>}
            {needs.pageInfo.hasNextPage && (
              <Button onClick={() => change({ after: needs.pageInfo.endCursor ?? "" })}>{t("pager.next")}</Button>
            )}
          </div>
        </>
      )}
    </Answer>
  );
}
