import { Button, Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import { t } from "../../app/text";
import { Nothing } from "./Answer";

interface Props<Row> {
  rows: Row[];
  columns: NonNullable<TableProps<Row>["columns"]>;
  isLoading: boolean;
  empty: string;
  /** The cursor of the next page; null on the last one. */
  next: string | null;
  after: string | null;
  turn: (after: string | null) => void;
}

/** A table over a connection: forward page by page, and back to the first. */
export function PagedTable<Row extends { id: string }>(props: Props<Row>): ReactNode {
  const { rows, columns, isLoading, empty, next, after, turn } = props;
  return (
    <>
      <Table<Row>
        size="middle"
        rowKey="id"
        dataSource={rows}
        columns={columns}
        loading={isLoading}
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: isLoading ? <div className="waiting" /> : <Nothing>{empty}</Nothing> }}
      />
      <div className="pager">
        {after !== null && <Button onClick={() => turn(null)}>{t("pager.first")}</Button>}
        {next !== null && <Button onClick={() => turn(next)}>{t("pager.next")}</Button>}
      </div>
    </>
  );
}
