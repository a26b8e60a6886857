import type { TableProps } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf, type VariablesOf } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { Problem } from "../../../parts/console/Answer";
import { PagedTable } from "../../../parts/console/PagedTable";
import { NeedStatusTag, UrgencyTag } from "../../../parts/console/Tags";
import { categoryName } from "../../category/names";
import { placeOf, PlaceFields } from "../../region/place";
import { HeadlineFields, headlineOf } from "../headline";

const NeedTableQuery = graphql.persisted(
  "NeedTable",
  graphql(
    `
      query NeedTable($filter: NeedFilterInput!, $after: String) {
        needs(filter: $filter, first: 30, after: $after) {
          edges {
            node {
              id
              number
              ...HeadlineFields
              status
              urgency
              finishBy
              region {
                ...PlaceFields
              }
              owner {
                id
                called
              }
              parts {
                id
                category {
                  code
                  nameZh
                  nameEn
                }
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `,
    [HeadlineFields, PlaceFields],
  ),
);

type Row = ResultOf<typeof NeedTableQuery>["needs"]["edges"][number]["node"];

const columns = (): NonNullable<TableProps<Row>["columns"]> => [
  { title: t("column.number"), dataIndex: "number" },
  {
    title: t("column.need"),
    render: (_, need) => <a href={address("/", { which: "all", need: need.id })}>{headlineOf(need)}</a>,
  },
  {
    title: t("column.category"),
    render: (_, { parts }) => parts.map(({ category }) => (category ? categoryName(category) : "")).join(" "),
  },
  { title: t("filter.urgency"), render: (_, { urgency }) => <UrgencyTag urgency={urgency} /> },
  { title: t("filter.status"), render: (_, { status }) => <NeedStatusTag status={status} /> },
  { title: t("need.region"), render: (_, { region }) => placeOf(region) },
  { title: t("need.owner"), render: (_, { owner }) => owner?.called },
  { title: t("need.finishBy"), render: (_, { finishBy }) => dayOf(finishBy) },
];

interface Props {
  filter: VariablesOf<typeof NeedTableQuery>["filter"];
  after: string | null;
  turn: (after: string | null) => void;
  changes: number;
}

/** 需求清单. */
export function NeedTable({ filter, after, turn, changes }: Props): ReactNode {
  const [{ data, error, fetching }, again] = useQuery({ query: NeedTableQuery, variables: { filter, after } });
  useAskAgain(changes, () => again({ requestPolicy: "network-only" }));
  if (error && !data)
    return <Problem sentence={sentenceOf(error)} again={() => again({ requestPolicy: "network-only" })} />;
  return (
    <PagedTable
      rows={data?.needs.edges.map(({ node }) => node) ?? []}
      columns={columns()}
      isLoading={fetching}
      empty={t("desk.nothing")}
      next={data?.needs.pageInfo.hasNextPage ? data.needs.pageInfo.endCursor : null}
      after={after}
      turn={turn}
    />
  );
}
