import { Table } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { Mark, type Tone } from "../../../parts/console/Mark";
import type { Delivery } from "./documents";

const tones: Record<Word<"DeliveryStatus">, Tone> = { WAITING: "orange", DELIVERED: "green", DEAD: "red" };

/** The last deliveries of one address, the newest first. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }): ReactNode {
  if (deliveries.length === 0) return <p className="soft">{t("deliveries.none")}</p>;
  return (
    <Table<Delivery>
      size="small"
      rowKey="id"
      dataSource={deliveries}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        { title: t("events.seq"), dataIndex: "eventSeq" },
        {
          title: t("deliveries.about"),
          render: (_, { noun, move }) => `${noun ? t(`eventNoun.${noun}`) : "—"} ${move ?? ""}`,
        },
        {
          title: t("filter.status"),
          render: (_, { status }) => <Mark tone={tones[status]}>{t(`deliveryStatus.${status}`)}</Mark>,
        },
        { title: t("deliveries.attempts"), dataIndex: "attempts", align: "right" },
        {
          title: t("deliveries.last"),
          render: (_, { attemptedAt }) => attemptedAt && momentOf(attemptedAt),
        },
        {
          title: t("deliveries.answered"),
          render: (_, { answered, fault }) => answered ?? (fault && t(`deliveryFault.${fault}`)),
        },
        { title: t("deliveries.next"), render: (_, { nextAt }) => nextAt && momentOf(nextAt) },
      ]}
    />
  );
}
