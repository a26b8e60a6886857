import type { TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { Problem } from "../../../parts/console/Answer";
import { PagedTable } from "../../../parts/console/PagedTable";
import { type Import, ImportTable } from "./documents";

/** 导入记录: which lists were read in, by whom, and what became of their lines. */
export function ImportsTab({ region }: { region: string }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: ImportTable, variables: { region, after } });
  if (error && !data)
    return <Problem sentence={sentenceOf(error)} again={() => ask({ requestPolicy: "network-only" })} />;
  return (
    <>
      <p className="soft">{t("imports.explained")}</p>
      <PagedTable
        rows={data?.importHistory.edges.map(({ node }) => node) ?? []}
        columns={columns()}
        isLoading={fetching}
        empty={t("imports.none")}
        next={data?.importHistory.pageInfo.hasNextPage ? data.importHistory.pageInfo.endCursor : null}
        after={after}
        turn={turn}
      />
    </>
  );
}

const columns = (): NonNullable<TableProps<Import>["columns"]> => [
  { title: t("imports.at"), render: (_, { createdAt }) => momentOf(createdAt) },
  { title: t("imports.list"), render: (_, { officialList }) => t(`officialList.${officialList}`) },
  { title: t("imports.file"), dataIndex: "fileName" },
  { title: t("imports.by"), render: (_, { importedBy }) => importedBy?.called },
  { title: t("imports.read"), render: (_, { counts }) => counts.read, align: "right" },
  { title: t("imports.new"), render: (_, { counts }) => counts.new, align: "right" },
  { title: t("imports.same"), render: (_, { counts }) => counts.same, align: "right" },
  { title: t("imports.bad"), render: (_, { counts }) => counts.bad, align: "right" },
  {
    title: t("imports.badLines"),
    render: (_, { badLines }) => badLines && <a href={badLines.address}>{badLines.name}</a>,
  },
];
