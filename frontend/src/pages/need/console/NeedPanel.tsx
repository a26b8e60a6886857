import { Tabs } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { DangerAlert } from "../../../parts/console/DangerAlert";
import { DispatchList, DispatchListFields } from "../../dispatch/console/DispatchList";
import { MatchPanel } from "./MatchPanel";
import { NeedFacts, NeedFactsFields } from "./NeedFacts";
import { NeedHistory, NeedHistoryFields } from "./NeedHistory";
import { NeedMoves, NeedMovesFields } from "./NeedMoves";
import { NeedParts, NeedPartsFields } from "./NeedParts";
import { OpenParts } from "./OpenParts";
import type { Sent } from "./SentBar";

const NeedPanelQuery = graphql.persisted(
  "NeedPanel",
  graphql(
    `
      query NeedPanel($id: ID!) {
        need(id: $id) {
          id
          nature
          viewerCan
          dangers {
            show
          }
          parts {
            id
            text
            quantity
            promised
            unit
          }
          ...NeedFactsFields
          ...NeedPartsFields
          ...NeedMovesFields
          ...NeedHistoryFields
          dispatches {
            id
            ...DispatchListFields
          }
        }
      }
    `,
    [NeedFactsFields, NeedPartsFields, NeedMovesFields, NeedHistoryFields, DispatchListFields],
  ),
);

interface Props {
  id: string;
  changes: number;
  tell: (sent: Sent) => void;
}

/** The selected need, whole: what it is, what may be done, who could do it, who was asked, what happened. */
export function NeedPanel({ id, changes, tell }: Props): ReactNode {
  const [result, ask] = useQuery({ query: NeedPanelQuery, variables: { id } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  const panel = useRef<HTMLDivElement>(null);
  // On a narrow screen the panel stands above the list, out of sight of whoever has just chosen.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={panel}>
      <Answer of={result} again={again}>
        {({ need }) => {
          if (need === null) return <Nothing>{t("need.missing")}</Nothing>;
          const dispatches = need.dispatches;
          const isMatched = need.nature === "HELP" || need.nature === "SUGGESTION";
          return (
            <article className="need-panel">
              <DangerAlert dangers={need.dangers} />
              <NeedFacts need={need} done={again} />
              <NeedMoves need={need} done={again} />
              <OpenParts parts={need.parts} />
              <Tabs
                items={[
                  {
                    key: "matches",
                    label: t("panel.matches"),
                    children: isMatched ? (
                      <MatchPanel
                        need={need.id}
                        parts={need.parts}
                        mayDispatch={need.viewerCan.includes("DISPATCH")}
                        done={again}
                        tell={tell}
                      />
                    ) : (
                      <Nothing>{t("panel.notMatched")}</Nothing>
                    ),
                  },
                  {
                    key: "dispatches",
                    label: t("panel.dispatches", { count: dispatches.length }),
                    children: <DispatchList dispatches={dispatches} done={again} />,
                  },
                  { key: "parts", label: t("panel.parts"), children: <NeedParts need={need} done={again} /> },
                  { key: "history", label: t("panel.history"), children: <NeedHistory need={need} /> },
                ]}
              />
            </article>
          );
        }}
      </Answer>
    </div>
  );
}
