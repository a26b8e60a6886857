import { Card } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../app/console/region";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type Word } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { Answer } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { Deadline, UrgencyTag } from "../../../parts/console/Tags";
import { DispatchMoves, DispatchMovesFields } from "./DispatchMoves";

const BoardCardFields = graphql(
  `
    fragment BoardCardFields on Dispatch {
      id
      status
      quantity
      unit
      startsAt
      endsAt
      respondBy
      finishBy
      partner {
        id
        name
      }
      need {
        id
        title
        urgency
      }
      ...DispatchMovesFields
    }
  `,
  [DispatchMovesFields],
);

const BoardQuery = graphql.persisted(
  "Board",
  graphql(
    `
      query Board($region: ID!) {
        open: dispatches(filter: { region: $region, open: true }, first: 100) {
          edges {
            node {
              id
              status
              ...BoardCardFields
            }
          }
        }
        ended: dispatches(filter: { region: $region, status: [DONE, FAILED, RETURNED, EXPIRED] }, first: 20) {
          edges {
            node {
              id
              status
              ...BoardCardFields
            }
          }
        }
      }
    `,
    [BoardCardFields],
  ),
);

const context = { additionalTypenames: ["Dispatch"] };

const columns: { name: "waiting" | "toConfirm" | "taken" | "underWay"; statuses: readonly Word<"DispatchStatus">[] }[] =
  [
    { name: "waiting", statuses: ["SENT"] },
    { name: "toConfirm", statuses: ["PROPOSED", "CLAIMED"] },
    { name: "taken", statuses: ["TAKEN"] },
    { name: "underWay", statuses: ["UNDER_WAY"] },
  ];

/** 派单看板: every open dispatch of the community by where it stands. */
export default function BoardPage(): ReactNode {
  const { region } = useRegion();
  const [result, ask] = useQuery({ query: BoardQuery, variables: { region: region.id }, context });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <>
      <h1>{t("console.board")}</h1>
      <Answer of={result} again={again}>
        {({ open, ended }) => (
          <div className="board">
            {columns.map(({ name, statuses }) => (
              <Column
                key={name}
                title={t(`board.${name}`)}
                dispatches={open.edges.map(({ node }) => node).filter(({ status }) => statuses.includes(status))}
                done={again}
              />
            ))}
            <Column
              title={t("board.ended")}
              dispatches={ended.edges.map(({ node }) => node)}
              done={again}
              showsStatus
            />
          </div>
        )}
      </Answer>
    </>
  );
}

interface ColumnProps {
  title: string;
  dispatches: readonly (FragmentOf<typeof BoardCardFields> & { id: string })[];
  done: () => void;
  showsStatus?: boolean;
}

function Column({ title, dispatches, done, showsStatus }: ColumnProps): ReactNode {
  return (
    <section className="board-column" aria-label={title}>
      <h2>
        {title} <span className="soft">{dispatches.length}</span>
      </h2>
      {dispatches.length === 0 && <p className="soft">{t("board.empty")}</p>}
      {dispatches.map((dispatch) => (
        <BoardCard key={dispatch.id} dispatch={dispatch} done={done} showsStatus={showsStatus ?? false} />
      ))}
    </section>
  );
}

interface CardProps {
  dispatch: FragmentOf<typeof BoardCardFields>;
  done: () => void;
  showsStatus: boolean;
}

function BoardCard({ dispatch, done, showsStatus }: CardProps): ReactNode {
  const fields = readFragment(BoardCardFields, dispatch);
  const { status, need, partner } = fields;
  const span = spanOf(fields.startsAt, fields.endsAt);
  return (
    <Card size="small" className="board-card">
      <p>
        {need && <UrgencyTag urgency={need.urgency} />}
        {showsStatus && <Mark>{t(`dispatchStatus.${status}`)}</Mark>}
        {need && <a href={address("/", { need: need.id })}>{need.title}</a>}
      </p>
      <p>{partner?.name}</p>
      <p className="soft">
        {[amountOf(fields.quantity, fields.unit), span].filter(Boolean).join(" · ")}{" "}
        {!showsStatus && <Deadline at={status === "SENT" ? fields.respondBy : fields.finishBy} />}
      </p>
      {!showsStatus && (
        <div className="moves">
          <DispatchMoves dispatch={fields} done={done} />
        </div>
      )}
    </Card>
  );
}
