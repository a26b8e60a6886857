import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { sentenceOf } from "../../../graph/client";
import { Problem } from "../../../parts/console/Answer";
import { LineField, TextField } from "../../../parts/console/Fields";
import { PagedTable } from "../../../parts/console/PagedTable";
import { StepForm } from "../../../parts/console/StepForm";
import { useKeepsDesk } from "../../person/console/standing";
import { CreateReply, EditReply, RemoveReply, type Reply, ReplyTable } from "./documents";

type Doing = { what: "create" } | { what: "edit" | "remove"; reply: Reply };

interface Values {
  title: string;
  text: string;
}

/** 常用回复: short texts a desk answers with again and again. */
export function RepliesTab({ region }: { region: string }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const keepsDesk = useKeepsDesk();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: ReplyTable, variables: { region, after } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const step = {
    done: (): void => {
      setDoing(null);
      again();
    },
    close: () => setDoing(null),
  };
  if (error && !data) return <Problem sentence={sentenceOf(error)} again={again} />;
  return (
    <>
      <div className="part-head">
        <p className="soft">{t("replies.explained")}</p>
        {keepsDesk && (
          <Button type="primary" onClick={() => setDoing({ what: "create" })}>
            {t("replies.create")}
          </Button>
        )}
      </div>
      <PagedTable
        rows={data?.replyTemplates.edges.map(({ node }) => node) ?? []}
        columns={columns(setDoing)}
        isLoading={fetching}
        empty={t("replies.none")}
        next={data?.replyTemplates.pageInfo.hasNextPage ? data.replyTemplates.pageInfo.endCursor : null}
        after={after}
        turn={turn}
      />
      {doing?.what === "create" && (
        <StepForm
          title={t("replies.create")}
          send={t("form.save")}
          document={CreateReply}
          input={({ title, text }: Values) => ({ region, title, text })}
          {...step}
        >
          <ReplyFields />
        </StepForm>
      )}
      {doing?.what === "edit" && (
        <StepForm
          title={t("replies.edit")}
          send={t("form.save")}
          document={EditReply}
          initial={doing.reply}
          input={({ title, text }: Values) => ({
            replyTemplate: doing.reply.id,
            version: doing.reply.version,
            title,
            text,
          })}
          {...step}
        >
          <ReplyFields />
        </StepForm>
      )}
      {doing?.what === "remove" && (
        <StepForm
          title={t("replies.removeTitle", { title: doing.reply.title })}
          send={t("replies.remove")}
          document={RemoveReply}
          input={() => ({ replyTemplate: doing.reply.id })}
          {...step}
        >
          <p>{doing.reply.text}</p>
        </StepForm>
      )}
    </>
  );
}

function ReplyFields(): ReactNode {
  return (
    <>
      <LineField name="title" label={t("replies.title")} hint={t("replies.titleHint")} required />
      <TextField name="text" label={t("replies.text")} rows={5} required />
    </>
  );
}

const columns = (act: (doing: Doing) => void): NonNullable<TableProps<Reply>["columns"]> => [
  { title: t("replies.title"), dataIndex: "title" },
  { title: t("replies.text"), dataIndex: "text", className: "cell-long" },
  { title: t("replies.region"), render: (_, { region }) => region?.name },
  {
    title: t("column.actions"),
    key: "act",
    render: (_, reply) =>
      reply.viewerCanEdit && (
        <div className="moves">
          <Button size="small" onClick={() => act({ what: "edit", reply })}>
            {t("replies.edit")}
          </Button>
          <Button size="small" onClick={() => act({ what: "remove", reply })}>
            {t("replies.remove")}
          </Button>
        </div>
      ),
  },
];
