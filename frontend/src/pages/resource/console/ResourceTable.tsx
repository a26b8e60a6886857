import { Button, type TableProps } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf, type VariablesOf, type Word } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { useStep } from "../../../graph/step";
import { amountOf } from "../../../parts/amount";
import { Problem, StepNote } from "../../../parts/console/Answer";
import { Mark, type Tone } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { categoryName } from "../../category/names";
import { hoursOf } from "../hours";
import { ConfirmResource } from "../steps";

const ResourceTableQuery = graphql.persisted(
  "ResourceTable",
  graphql(`
    query ResourceTable($filter: ResourceFilterInput!, $after: String) {
      resources(filter: $filter, first: 30, after: $after) {
        edges {
          node {
            id
            number
            title
            kind
            status
            freshness
            owner {
              id
              called
            }
            confirmedAt
            confirmBy
            unit
            slotCapacity
            left
            hours {
              weekday
              opens
              closes
            }
            category {
              code
              nameZh
              nameEn
            }
            partner {
              id
              name
              officePhone
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `),
);

type Row = ResultOf<typeof ResourceTableQuery>["resources"]["edges"][number]["node"];

const tones: Record<Word<"Freshness">, Tone> = { FRESH: "green", DUE: "gold", STALE: "orange" };

const columns = (): NonNullable<TableProps<Row>["columns"]> => [
  {
    title: t("column.resource"),
    render: (_, { title, number }) => (
      <>
        {title}
        <div className="soft">{number}</div>
      </>
    ),
  },
  { title: t("column.partner"), render: (_, { partner }) => <div className="cell">{partner?.name}</div> },
  {
    title: t("column.kind"),
    render: (_, { kind, category }) => (
      <>
        {t(`kind.${kind}`)}
        <div className="soft">{category && categoryName(category)}</div>
      </>
    ),
  },
  { title: t("column.amount"), render: (_, row) => amountOf(row.left ?? row.slotCapacity, row.unit) },
  {
    title: t("column.fresh"),
    render: (_, { status, freshness, confirmedAt, confirmBy }) =>
      status === "ACTIVE" ? (
        <>
          <Mark tone={tones[freshness]}>{t(`freshness.${freshness}`)}</Mark>
          <div className="soft">
            {freshness === "FRESH"
              ? t("column.freshSince", { day: dayOf(confirmedAt) })
              : t(freshness === "DUE" ? "column.confirmBy" : "column.staleSince", { day: dayOf(confirmBy) })}
          </div>
        </>
      ) : (
        <Mark>{t(`resourceStatus.${status}`)}</Mark>
      ),
  },
  {
    title: t("column.owner"),
    render: (_, { owner, partner }) => (
      <>
        {owner?.called ?? <span className="soft">{t("column.noOwner")}</span>}
        <div className="soft">{partner?.officePhone}</div>
      </>
    ),
  },
  { title: t("column.hours"), render: (_, { hours }) => <div className="cell">{hoursOf(hours)}</div> },
  {
    title: t("column.actions"),
    key: "confirm",
    render: (_, { id, status }) => status === "ACTIVE" && <StillValid resource={id} />,
  },
];

/** Staff confirm what they asked by telephone. */
function StillValid({ resource }: { resource: string }): ReactNode {
  const step = useStep(ConfirmResource);
  return (
    <>
      <Button size="small" loading={step.busy} onClick={() => void step.run({ resource })}>
        {t("resources.stillValid")}
      </Button>
      <StepNote step={step} />
    </>
  );
}

interface Props {
  filter: VariablesOf<typeof ResourceTableQuery>["filter"];
  after: string | null;
  turn: (after: string | null) => void;
  changes: number;
}

/** 资源清单, with how fresh each entry is and who answers for it. */
export function ResourceTable({ filter, after, turn, changes }: Props): ReactNode {
  const [{ data, error, fetching }, again] = useQuery({ query: ResourceTableQuery, variables: { filter, after } });
  useAskAgain(changes, () => again({ requestPolicy: "network-only" }));
  if (error && !data)
    return <Problem sentence={sentenceOf(error)} again={() => again({ requestPolicy: "network-only" })} />;
  return (
    <PagedTable
      rows={data?.resources.edges.map(({ node }) => node) ?? []}
      columns={columns()}
      isLoading={fetching}
      empty={t("lists.noResources")}
      next={data?.resources.pageInfo.hasNextPage ? data.resources.pageInfo.endCursor : null}
      after={after}
      turn={turn}
    />
  );
}
