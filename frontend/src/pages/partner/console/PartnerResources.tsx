import { Button, Table } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { ChannelField } from "../../../parts/console/Fields";
import { Mark } from "../../../parts/console/Mark";
import { StepForm } from "../../../parts/console/StepForm";
import { type PartnerDesk, type PartnerResource, WithdrawResource } from "./documents";

/** What a partner offers; staff withdraw what it told them is no more. */
export function PartnerResources({ partner, done }: { partner: PartnerDesk; done: () => void }): ReactNode {
  const [leaving, setLeaving] = useState<PartnerResource | null>(null);
  const rows = partner.resources.edges.map(({ node }) => node);
  return (
    <section className="model-part">
      <div className="part-head">
        <h2>{t("partnerDesk.resources")}</h2>
      </div>
      {rows.length === 0 ? (
        <p className="soft">{t("partnerDesk.noResources")}</p>
      ) : (
        <Table<PartnerResource>
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: "max-content" }}
          columns={[
            { title: t("column.number"), dataIndex: "number" },
            { title: t("column.resource"), dataIndex: "title" },
            { title: t("column.kind"), render: (_, { kind }) => t(`kind.${kind}`) },
            {
              title: t("column.amount"),
              render: (_, { left, slotCapacity, unit }) => amountOf(left ?? slotCapacity, unit),
            },
            {
              title: t("filter.status"),
              render: (_, { status, isFresh }) => (
                <Mark tone={status === "ACTIVE" && isFresh ? "green" : "plain"}>{t(`resourceStatus.${status}`)}</Mark>
              ),
            },
            { title: t("partnerDesk.confirmedAt"), render: (_, { confirmedAt }) => dayOf(confirmedAt) },
            {
              title: <span className="not-printed">{t("column.actions")}</span>,
              key: "act",
              className: "not-printed",
              render: (_, resource) =>
                resource.status !== "WITHDRAWN" && (
                  <Button size="small" onClick={() => setLeaving(resource)}>
                    {t("partnerDesk.withdraw")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {leaving && (
        <StepForm
          title={t("partnerDesk.withdrawTitle", { title: leaving.title })}
          send={t("partnerDesk.withdraw")}
          document={WithdrawResource}
          input={({ channel }: { channel: Word<"Channel"> }) => ({
            resource: leaving.id,
            onBehalf: { channel, partner: partner.id },
          })}
          done={() => {
            setLeaving(null);
            done();
          }}
          close={() => setLeaving(null)}
        >
          <p>{t("partnerDesk.withdrawHint")}</p>
          <ChannelField />
        </StepForm>
      )}
    </section>
  );
}
