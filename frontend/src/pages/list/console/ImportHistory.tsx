import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { Problem } from "../../../parts/console/Answer";
import { PagedTable } from "../../../parts/console/PagedTable";
import { CountsFields } from "./documents";

const ImportHistoryQuery = graphql.persisted(
  "ImportHistory",
  graphql(
    `
      query ImportHistory($region: ID!, $after: String) {
        importHistory(region: $region, first: 10, after: $after) {
          edges {
            node {
              id
              fileName
              createdAt
              officialList
              region {
                id
                name
              }
              importedBy {
                id
                called
              }
              counts {
                ...CountsFields
              }
              badLines {
                id
                address
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
    [CountsFields],
  ),
);

type Row = ResultOf<typeof ImportHistoryQuery>["importHistory"]["edges"][number]["node"];

const columns = (): NonNullable<TableProps<Row>["columns"]> => [
  { title: t("import.when"), render: (_, { createdAt }) => momentOf(createdAt) },
  { title: t("import.who"), render: (_, { importedBy }) => importedBy?.called },
  { title: t("import.list"), render: (_, { officialList }) => t(`officialList.${officialList}`) },
  { title: t("import.fileName"), dataIndex: "fileName" },
  { title: t("import.new"), render: (_, { counts }) => counts.new, align: "right" },
  { title: t("import.sameName"), render: (_, { counts }) => counts.same, align: "right" },
  { title: t("import.badName"), render: (_, { counts }) => counts.bad, align: "right" },
  {
    title: t("column.actions"),
    key: "bad",
    render: (_, { badLines }) =>
      badLines && (
        <Button size="small" href={badLines.address} download>
          {t("import.badFile")}
        </Button>
      ),
  },
];

/** Which lists were taken in before, by whom, and what came of their lines. */
export function ImportHistory({ region, changes }: { region: string; changes: number }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: ImportHistoryQuery, variables: { region, after } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  return (
    <section className="import-history" aria-label={t("import.history")}>
      <h2>{t("import.history")}</h2>
      {error && !data ? (
        <Problem sentence={sentenceOf(error)} again={again} />
      ) : (
        <PagedTable
          rows={data?.importHistory.edges.map(({ node }) => node) ?? []}
          columns={columns()}
          isLoading={fetching}
          empty={t("import.never")}
          next={data?.importHistory.pageInfo.hasNextPage ? data.importHistory.pageInfo.endCursor : null}
          after={after}
          turn={turn}
        />
      )}
    </section>
  );
}
