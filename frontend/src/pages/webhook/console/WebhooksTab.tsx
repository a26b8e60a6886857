import { Button, Form, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { LineField } from "../../../parts/console/Fields";
import { Mark } from "../../../parts/console/Mark";
import { OnceWindow } from "../../../parts/console/OnceWindow";
import { StepForm } from "../../../parts/console/StepForm";
import { DeliveryTable } from "./DeliveryTable";
import { CreateWebhook, RemoveWebhook, ReplayWebhook, type Webhook, WebhooksQuery } from "./documents";

const nouns: readonly Word<"EventNoun">[] = ["NEED", "DISPATCH", "PROJECT", "RESOURCE", "PARTNER"];

type Doing = { what: "create" } | { what: "secret"; secret: string } | { what: "replay" | "remove"; webhook: Webhook };

/** 通知网址: which programs are told what happens, and whether it reached them. */
export function WebhooksTab({ region }: { region: string }): ReactNode {
  const [doing, setDoing] = useState<Doing | null>(null);
  const [result, ask] = useQuery({ query: WebhooksQuery, variables: { region } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const close = (): void => setDoing(null);
  const finish = (): void => {
    setDoing(null);
    again();
  };
  return (
    <>
      <div className="part-head">
        <p className="soft">{t("webhooks.explained")}</p>
        <div className="moves">
          <Button onClick={again}>{t("webhooks.again")}</Button>
          <Button type="primary" onClick={() => setDoing({ what: "create" })}>
            {t("webhooks.create")}
          </Button>
        </div>
      </div>
      <Answer of={result} again={again}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <Nothing>{t("webhooks.none")}</Nothing>
          ) : (
            webhooks.map((webhook) => <WebhookPart key={webhook.id} webhook={webhook} act={setDoing} />)
          )
        }
      </Answer>
      {doing?.what === "create" && (
        <StepForm
          title={t("webhooks.create")}
          send={t("webhooks.createNow")}
          document={CreateWebhook}
          initial={{ nouns: ["NEED"] }}
          input={({ url, nouns: wanted }: { url: string; nouns: Word<"EventNoun">[] }) => ({
            region,
            url,
            nouns: wanted,
          })}
          done={({ secret }) => setDoing({ what: "secret", secret })}
          close={close}
        >
          <LineField name="url" label={t("webhooks.url")} hint={t("webhooks.urlHint")} type="url" required />
          <Form.Item
            name="nouns"
            label={t("webhooks.nouns")}
            rules={[{ required: true, message: t("form.required") }]}
          >
            <Select mode="multiple" options={nouns.map((noun) => ({ value: noun, label: t(`eventNoun.${noun}`) }))} />
          </Form.Item>
        </StepForm>
      )}
      {doing?.what === "secret" && (
        <OnceWindow
          title={t("webhooks.created")}
          hint={t("webhooks.createdHint")}
          text={doing.secret}
          copy={t("webhooks.copy")}
          close={finish}
        />
      )}
      {doing?.what === "replay" && (
        <StepForm
          title={t("webhooks.replayTitle")}
          send={t("webhooks.replay")}
          document={ReplayWebhook}
          input={() => ({ webhook: doing.webhook.id })}
          done={finish}
          close={close}
        >
          <p>{t("webhooks.replayHint", { count: doing.webhook.dead })}</p>
        </StepForm>
      )}
      {doing?.what === "remove" && (
        <StepForm
          title={t("webhooks.removeTitle")}
          send={t("webhooks.remove")}
          document={RemoveWebhook}
          input={() => ({ webhook: doing.webhook.id })}
          done={finish}
          close={close}
        >
          <p>{doing.webhook.url}</p>
          <p>{t("webhooks.removeHint")}</p>
        </StepForm>
      )}
    </>
  );
}

function WebhookPart({ webhook, act }: { webhook: Webhook; act: (doing: Doing) => void }): ReactNode {
  const { url, nouns: wanted, region, createdAt, removedAt, waiting, dead } = webhook;
  return (
    <section className="model-part">
      <div className="part-head">
        <h2 className="webhook-url">{url}</h2>
        {removedAt === null && (
          <div className="moves">
            {dead > 0 && (
              <Button size="small" onClick={() => act({ what: "replay", webhook })}>
                {t("webhooks.replay")}
              </Button>
            )}
            <Button size="small" onClick={() => act({ what: "remove", webhook })}>
              {t("webhooks.remove")}
            </Button>
          </div>
        )}
      </div>
      <p>
        {removedAt !== null && <Mark>{t("webhooks.removed")}</Mark>}{" "}
        {wanted.map((noun) => t(`eventNoun.${noun}`)).join(t("webhooks.and"))} · {region?.name} ·{" "}
        {t("webhooks.since", { day: dayOf(createdAt) })} · {t("webhooks.counts", { waiting, dead })}
      </p>
      <DeliveryTable deliveries={webhook.deliveries} />
    </section>
  );
}
