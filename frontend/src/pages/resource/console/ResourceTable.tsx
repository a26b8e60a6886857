import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { amountOf } from "../../../parts/amount";
import { Problem, StepNote } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { categoryName } from "../../category/names";
import { hoursOf } from "../hours";
import { ConfirmResource } from "../steps";

const ResourceTableQuery = graphql.persisted(
  "ResourceTable",
  graphql(`
    query ResourceTable($region: ID!, $after: String) {
      resources(filter: { region: $region }, first: 30, after: $after) {
        edges {
          node {
            id
            number
            title
            kind
            status
            isFresh
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

const columns = (): NonNullable<TableProps<Row>["columns"]> => [
  { title: t("column.number"), dataIndex: "number" },
  { title: t("column.resource"), dataIndex: "title" },
  { title: t("column.partner"), render: (_, { partner }) => partner?.name },
  { title: t("column.kind"), render: (_, { kind }) => t(`kind.${kind}`) },
  { title: t("column.category"), render: (_, { category }) => category && categoryName(category) },
  { title: t("column.amount"), render: (_, row) => amountOf(row.left ?? row.slotCapacity, row.unit) },
  { title: t("column.hours"), render: (_, { hours }) => hoursOf(hours) },
  { title: t("column.phone"), render: (_, { partner }) => partner?.officePhone },
  {
    title: t("column.fresh"),
    render: (_, { status, isFresh, confirmedAt }) =>
      status === "ACTIVE" ? (
        <Mark tone={isFresh ? "green" : "orange"}>
          {t(isFresh ? "column.freshSince" : "column.stale", { day: dayOf(confirmedAt) })}
        </Mark>
      ) : (
        <Mark>{t(`resourceStatus.${status}`)}</Mark>
      ),
  },
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

/** 资源清单, with how fresh each entry is. */
export function ResourceTable({ region }: { region: string }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: ResourceTableQuery, variables: { region, after } });
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
