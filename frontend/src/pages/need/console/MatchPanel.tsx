import { Alert, Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useKeys } from "../../../app/console/keys";
import { t } from "../../../app/text";
import { graphql, type Word } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { DispatchForm, type Dispatching } from "../../dispatch/console/DispatchForm";
import { NoticeWindow } from "../../dispatch/console/NoticeWindow";
import { DismissForm } from "./DismissForm";
import { MatchCard, MatchCardFields } from "./MatchCard";
import { Loosenings, LooseningFields } from "./Loosenings";
import { NearMisses, NearMissFields } from "./NearMisses";
import type { Sent } from "./SentBar";
import type { Shown } from "./shown";

const MatchesQuery = graphql.persisted(
  "Matches",
  graphql(
    `
      query Matches($need: ID!, $part: ID) {
        need(id: $need) {
          id
          matches(part: $part, first: 5) {
            ranking {
              id
              modelVersion
            }
            part {
              id
              quantity
              promised
              unit
              earliest
              latest
            }
            eligibleCount
            handoff
            items {
              position
              score
              resource {
                id
                title
              }
              ...MatchCardFields
            }
            nearMisses {
              ...NearMissFields
            }
            loosenings {
              ...LooseningFields
            }
          }
        }
      }
    `,
    [MatchCardFields, NearMissFields, LooseningFields],
  ),
);

/** With fewer to choose from, what kept the others out is what staff look at next. */
const few = 3;

interface Part {
  id: string;
  text: string;
  quantity: string;
  promised: string;
  unit: Word<"Unit">;
}

interface Props {
  need: string;
  parts: Part[];
  mayDispatch: boolean;
  done: () => void;
  /** Told of a dispatch that has gone out, so that it can be taken back. */
  tell: (sent: Sent) => void;
}

/** Who could do it: the top five with their reasons, and what kept the near misses out. */
export function MatchPanel({ need, parts, mayDispatch, done, tell }: Props): ReactNode {
  const [part, setPart] = useState<string | null>(null);
  const [result, ask] = useQuery({ query: MatchesQuery, variables: { need, part }, requestPolicy: "network-only" });
  const [dispatching, setDispatching] = useState<Dispatching | null>(null);
  const [isDismissing, setIsDismissing] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const items = result.data?.need?.matches?.items ?? [];
  const askByPlace = Object.fromEntries(
    items.map(({ position, resource }) => [String(position), () => askFor({ id: resource.id, title: resource.title })]),
  );
  useKeys(mayDispatch ? askByPlace : {});

  function askFor(resource: Dispatching["resource"]): void {
    const matches = result.data?.need?.matches;
    if (matches) setDispatching({ part: matches.part, shown: shownOf(matches), resource });
  }

  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ need: found }) => {
        const matches = found?.matches;
        if (!matches) return <Nothing>{t("match.none")}</Nothing>;
        const shown = shownOf(matches);
        return (
          <>
            {parts.length > 1 && (
              <Segmented
                className="stacked"
                aria-label={t("panel.parts")}
                value={matches.part.id}
                options={parts.map((each) => ({
                  value: each.id,
                  label: each.text || amountOf(each.quantity, each.unit),
                }))}
                onChange={setPart}
              />
            )}
            {matches.handoff && <Alert className="stacked" type="info" showIcon title={matches.handoff} />}
            <p className="soft">
              {t("match.count", { count: matches.eligibleCount, version: matches.ranking.modelVersion })}
            </p>
            {!mayDispatch && <p className="soft">{t("match.notNow")}</p>}
            {matches.items.length === 0 && <Nothing>{t("match.nobody")}</Nothing>}
            <ol className="matches">
              {matches.items.map((match) => (
                <MatchCard
                  key={match.resource.id}
                  match={match}
                  ask={
                    mayDispatch ? () => askFor({ id: match.resource.id, title: match.resource.title }) : null
                  }
                />
              ))}
            </ol>
            {mayDispatch && (
              <div className="moves">
                <Button onClick={() => askFor(null)}>{t("match.partnerAlone")}</Button>
                {matches.items.length > 0 && (
                  <Button onClick={() => setIsDismissing(true)}>{t("match.dismiss")}</Button>
                )}
              </div>
            )}
            <Loosenings loosenings={matches.loosenings} />
            <NearMisses misses={matches.nearMisses} scores={matches.items.flatMap(({ score }) => score ?? [])} isOpen={matches.items.length < few} />
            {dispatching && (
              <DispatchForm
                dispatching={dispatching}
                close={() => setDispatching(null)}
                done={(dispatch) => {
                  tell({ dispatch, called: dispatching.resource?.title ?? t("sent.partner") });
                  setDispatching(null);
                  setSent(dispatch);
                }}
              />
            )}
            {isDismissing && (
              <DismissForm
                part={matches.part.id}
                shown={shown}
                close={() => setIsDismissing(false)}
                done={() => setIsDismissing(false)}
              />
            )}
            {sent !== null && (
              <NoticeWindow
                dispatch={sent}
                close={() => {
                  setSent(null);
                  done();
                }}
              />
            )}
          </>
        );
      }}
    </Answer>
  );
}

/** What stood before the eyes when somebody was asked. */
function shownOf(matches: {
  ranking: { id: string };
  items: readonly { position: number; resource: { id: string } }[];
}): Shown {
  return {
    ranking: matches.ranking.id,
    candidates: matches.items.map(({ resource, position }) => ({ resource: resource.id, position })),
  };
}
