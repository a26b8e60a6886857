import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import type { Word } from "../../../graph/graphql";
import { Problem } from "../../../parts/console/Answer";
import { ChoiceField, LineField, NumberField } from "../../../parts/console/Fields";
import { OnceWindow } from "../../../parts/console/OnceWindow";
import { PagedTable } from "../../../parts/console/PagedTable";
import { StepForm } from "../../../parts/console/StepForm";
import { CreateToken, RevokeToken, type Token, TokensQuery } from "./documents";

const scopes: readonly Word<"TokenScope">[] = ["READ", "LISTS", "FULL"];

/** 程序令牌: with which programs ask in one's own name; each is told once. */
export function TokensTab(): ReactNode {
  const [doing, setDoing] = useState<"create" | { secret: string } | Token | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: TokensQuery });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const finish = (): void => {
    setDoing(null);
    again();
  };
  if (error && !data) return <Problem sentence={sentenceOf(error)} again={again} />;
  return (
    <>
      <div className="part-head">
        <p className="soft">{t("tokens.explained")}</p>
        <Button type="primary" onClick={() => setDoing("create")}>
          {t("tokens.create")}
        </Button>
      </div>
      <PagedTable
        rows={data?.viewer.tokens ?? []}
        columns={columns(setDoing)}
        isLoading={fetching}
        empty={t("tokens.none")}
        next={null}
        after={null}
        turn={() => undefined}
      />
      {doing === "create" && (
        <StepForm
          title={t("tokens.create")}
          send={t("tokens.createNow")}
          document={CreateToken}
          initial={{ scope: "READ", days: 90 }}
          input={(values: { name: string; scope: Word<"TokenScope">; days: number }) => values}
          done={({ secret }) => setDoing({ secret })}
          close={() => setDoing(null)}
        >
          <LineField name="name" label={t("tokens.name")} hint={t("tokens.nameHint")} required />
          <ChoiceField
            name="scope"
            label={t("tokens.scope")}
            options={scopes.map((scope) => ({ value: scope, label: t(`tokenScope.${scope}`) }))}
            required
          />
          <NumberField name="days" label={t("tokens.days")} hint={t("tokens.daysHint")} min={1} required />
        </StepForm>
      )}
      {doing !== null && doing !== "create" && "secret" in doing && (
        <OnceWindow
          title={t("tokens.created")}
          hint={t("tokens.createdHint")}
          text={doing.secret}
          copy={t("tokens.copy")}
          close={finish}
        />
      )}
      {doing !== null && doing !== "create" && "name" in doing && (
        <StepForm
          title={t("tokens.revokeTitle", { name: doing.name })}
          send={t("tokens.revoke")}
          document={RevokeToken}
          input={() => ({ token: doing.id })}
          done={finish}
          close={() => setDoing(null)}
        >
          <p>{t("tokens.revokeHint")}</p>
        </StepForm>
      )}
    </>
  );
}

const columns = (revoke: (token: Token) => void): NonNullable<TableProps<Token>["columns"]> => [
  { title: t("tokens.name"), dataIndex: "name" },
  { title: t("tokens.scope"), render: (_, { scope }) => t(`tokenScope.${scope}`) },
  { title: t("tokens.createdAt"), render: (_, { createdAt }) => momentOf(createdAt) },
  { title: t("tokens.expiresAt"), render: (_, { expiresAt }) => momentOf(expiresAt) },
  {
    title: t("column.actions"),
    key: "act",
    render: (_, token) => (
      <Button size="small" onClick={() => revoke(token)}>
        {t("tokens.revoke")}
      </Button>
    ),
  },
];
