import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { LineField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { EditRegion, RegionDeskQuery } from "./documents";

/** 服务电话: the number residents ring, and when somebody answers it. */
export function RegionTab({ region }: { region: string }): ReactNode {
  const [isEditing, setIsEditing] = useState(false);
  const [result, ask] = useQuery({ query: RegionDeskQuery, variables: { region } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ node }) => {
        if (node?.__typename !== "Region") return <Nothing>{t("regionDesk.none")}</Nothing>;
        const isOwn = node.phoneOf?.id === node.id;
        return (
          <section className="model-part">
            <div className="part-head">
              <p className="soft">{t("regionDesk.explained")}</p>
              <Button type="primary" onClick={() => setIsEditing(true)}>
                {t("regionDesk.edit")}
              </Button>
            </div>
            <dl className="facts-list">
              <dt>{t("regionDesk.name")}</dt>
              <dd>{node.fullName}</dd>
              <dt>{t("regionDesk.phone")}</dt>
              <dd>
                {node.phone ?? t("regionDesk.noPhone")}{" "}
                {node.phoneOf && !isOwn && (
                  <span className="soft">{t("regionDesk.from", { region: node.phoneOf.name })}</span>
                )}
              </dd>
              <dt>{t("regionDesk.hours")}</dt>
              <dd>{node.hours ?? "—"}</dd>
            </dl>
            {isEditing && (
              <StepForm
                title={t("regionDesk.editTitle", { region: node.fullName })}
                send={t("form.save")}
                document={EditRegion}
                initial={isOwn ? { phone: node.phone ?? "", hours: node.hours ?? "" } : {}}
                input={({ phone, hours }: { phone?: string; hours?: string }) => ({
                  region,
                  version: node.version,
                  phone: phone || null,
                  hours: hours || null,
                })}
                done={() => {
                  setIsEditing(false);
                  again();
                }}
                close={() => setIsEditing(false)}
              >
                <LineField name="phone" label={t("regionDesk.phone")} type="tel" hint={t("regionDesk.phoneHint")} />
                <LineField name="hours" label={t("regionDesk.hours")} hint={t("regionDesk.hoursHint")} />
              </StepForm>
            )}
          </section>
        );
      }}
    </Answer>
  );
}
