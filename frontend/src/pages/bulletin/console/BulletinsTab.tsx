import { Button, Checkbox, Form, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { today } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { Problem } from "../../../parts/console/Answer";
import { LineField, TextField } from "../../../parts/console/Fields";
import { Mark } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { StepForm } from "../../../parts/console/StepForm";
import { useKeepsDesk } from "../../person/console/standing";
import { type Bulletin, BulletinTable, EditBulletin, PostBulletin, WithdrawBulletin } from "./documents";

type Doing = { what: "post" } | { what: "edit" | "withdraw"; bulletin: Bulletin };

interface Values {
  title: string;
  text: string;
  from?: string;
  until?: string;
  isPinned?: boolean;
}

const inputOf = ({ title, text, from, until, isPinned }: Values) => ({
  title,
  text,
  from: from || null,
  until: until || null,
  isPinned: isPinned ?? false,
});

/** 公告: posted, changed and taken down, with the days they hold. */
export function BulletinsTab({ region }: { region: string }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const keepsDesk = useKeepsDesk();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: BulletinTable, variables: { region, after } });
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
        <p className="soft">{t("bulletins.explained")}</p>
        {keepsDesk && (
          <Button type="primary" onClick={() => setDoing({ what: "post" })}>
            {t("bulletins.post")}
          </Button>
        )}
      </div>
      <PagedTable
        rows={data?.bulletins.edges.map(({ node }) => node) ?? []}
        columns={columns(setDoing)}
        isLoading={fetching}
        empty={t("bulletins.none")}
        next={data?.bulletins.pageInfo.hasNextPage ? data.bulletins.pageInfo.endCursor : null}
        after={after}
        turn={turn}
      />
      {doing?.what === "post" && (
        <StepForm
          title={t("bulletins.post")}
          send={t("bulletins.postNow")}
          document={PostBulletin}
          initial={{ from: today() }}
          input={(values: Values) => ({ region, ...inputOf(values) })}
          {...step}
        >
          <BulletinFields />
        </StepForm>
      )}
      {doing?.what === "edit" && (
        <StepForm
          title={t("bulletins.edit")}
          send={t("form.save")}
          document={EditBulletin}
          initial={{ ...doing.bulletin, until: doing.bulletin.until ?? "" }}
          input={(values: Values) => ({
            bulletin: doing.bulletin.id,
            version: doing.bulletin.version,
            ...inputOf(values),
          })}
          {...step}
        >
          <BulletinFields />
        </StepForm>
      )}
      {doing?.what === "withdraw" && (
        <StepForm
          title={t("bulletins.withdrawTitle", { title: doing.bulletin.title })}
          send={t("bulletins.withdraw")}
          document={WithdrawBulletin}
          input={() => ({ bulletin: doing.bulletin.id })}
          {...step}
        >
          <p>{t("bulletins.withdrawHint")}</p>
        </StepForm>
      )}
    </>
  );
}

function BulletinFields(): ReactNode {
  return (
    <>
      <LineField name="title" label={t("bulletins.title")} required />
      <TextField name="text" label={t("bulletins.text")} rows={6} required />
      <LineField name="from" label={t("bulletins.from")} type="date" />
      <LineField name="until" label={t("bulletins.until")} type="date" hint={t("bulletins.untilHint")} />
      <Form.Item name="isPinned" valuePropName="checked">
        <Checkbox>{t("bulletins.pin")}</Checkbox>
      </Form.Item>
    </>
  );
}

const columns = (act: (doing: Doing) => void): NonNullable<TableProps<Bulletin>["columns"]> => [
  {
    title: t("bulletins.title"),
    render: (_, { title, isPinned }) => (
      <>
        {title} {isPinned && <Mark tone="gold">{t("bulletins.pinned")}</Mark>}
      </>
    ),
  },
  { title: t("filter.status"), render: (_, bulletin) => <Standing bulletin={bulletin} /> },
  {
    title: t("bulletins.days"),
    render: (_, { from, until }) => (until ? `${from} – ${until}` : t("bulletins.since", { from })),
  },
  { title: t("bulletins.region"), render: (_, { region }) => region?.name },
  { title: t("bulletins.postedBy"), render: (_, { postedBy }) => postedBy?.called },
  {
    title: t("column.actions"),
    key: "act",
    render: (_, bulletin) =>
      bulletin.viewerCanEdit &&
      bulletin.withdrawnAt === null && (
        <div className="moves">
          <Button size="small" onClick={() => act({ what: "edit", bulletin })}>
            {t("bulletins.edit")}
          </Button>
          <Button size="small" onClick={() => act({ what: "withdraw", bulletin })}>
            {t("bulletins.withdraw")}
          </Button>
        </div>
      ),
  },
];

function Standing({ bulletin }: { bulletin: Bulletin }): ReactNode {
  if (bulletin.withdrawnAt !== null) return <Mark>{t("bulletins.withdrawn")}</Mark>;
  if (bulletin.isInForce) return <Mark tone="green">{t("bulletins.inForce")}</Mark>;
  return <Mark>{t(bulletin.from > today() ? "bulletins.notYet" : "bulletins.over")}</Mark>;
}
