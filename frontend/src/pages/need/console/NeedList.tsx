import { Button } from "antd";
import { type ReactNode, useRef } from "react";
import { useQuery } from "urql";
import { useKeys } from "../../../app/console/keys";
import { t } from "../../../app/text";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Nothing } from "../../../parts/console/Answer";
import type { Ticked } from "./bulk/bulk";
import { DeskNeedsQuery } from "./documents";
import { addressOf, type DeskFilters, inputOf } from "./filters";
import { NeedRow } from "./NeedRow";

interface Props {
  filters: DeskFilters;
  region: string;
  change: (piece: Partial<DeskFilters>) => void;
  changes: number;
  ticked: readonly Ticked[];
  tick: (need: Ticked) => void;
}

const context = { additionalTypenames: ["Need"] };

/** The community's needs, the most pressing first. */
export function NeedList({ filters, region, change, changes, ticked, tick }: Props): ReactNode {
  const [result, ask] = useQuery({
    query: DeskNeedsQuery,
    variables: { filter: inputOf(filters, region), order: filters.order, after: filters.after || null },
    context,
  });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  const list = useRef<HTMLUListElement>(null);
  useKeys({
    j: () => move(list.current, 1),
    k: () => move(list.current, -1),
    x: () => rowAt(list.current)?.querySelector<HTMLElement>("input")?.click(),
  });
  return (
    <Answer of={result} again={again}>
      {({ needs }) => (
        <>
          {needs.edges.length === 0 ? (
            <Nothing>{t("desk.nothing")}</Nothing>
          ) : (
            <ul ref={list} className="need-rows" aria-busy={result.fetching}>
              {needs.edges.map(({ node }) => (
                <NeedRow
                  key={node.id}
                  need={node}
                  href={addressOf({ ...filters, need: node.id })}
                  isSelected={node.id === filters.need}
                  isTicked={ticked.some(({ id }) => id === node.id)}
                  tick={tick}
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

/** The row in which the focus is, else the selected one. */
function rowAt(list: HTMLElement | null): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>(".need-row");
  return row && list?.contains(row) ? row : (list?.querySelector<HTMLElement>(".need-row-selected") ?? null);
}

/** Move the focus to the next or the previous row, which Enter then opens like any link. */
function move(list: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>(".need-row") ?? [])];
  const row = rowAt(list);
  const index = row === null ? (step === 1 ? 0 : rows.length - 1) : rows.indexOf(row) + step;
  const link = rows[Math.min(rows.length - 1, Math.max(0, index))]?.querySelector("a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}
