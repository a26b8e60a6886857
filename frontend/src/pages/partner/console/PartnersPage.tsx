import { Button, Input, Segmented, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../app/console/region";
import { address, replaceAddress, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf, type Word } from "../../../graph/graphql";
import { Problem } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { PartnerDetail } from "./PartnerDetail";
import { ConfirmForm, InviteForm, RegisterForm } from "./PartnerForms";

const PartnerTableQuery = graphql.persisted(
  "PartnerTable",
  graphql(`
    query PartnerTable($filter: PartnerFilterInput, $after: String) {
      partners(filter: $filter, first: 30, after: $after) {
        edges {
          node {
            id
            name
            kind
            status
            officePhone
            isDepartment
            isMarketBody
            isAblePerson
            region {
              id
              name
            }
            load {
              unanswered
              taken
            }
            partnerships {
              id
              badge
              status
            }
            gaveAndGot {
              gaveTimes
              gaveHours
              got
              raised
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `),
);

type Row = ResultOf<typeof PartnerTableQuery>["partners"]["edges"][number]["node"];

type Doing = { what: "confirm" | "invite"; partner: Row } | { what: "register" };

const statuses: readonly Word<"PartnerStatus">[] = ["REGISTERED", "CONFIRMED", "LEFT"];

/** 合伙人: one of them, or the register. */
export default function PartnersPage(): ReactNode {
  const { query } = usePlace();
  const partner = query.get("partner");
  if (partner === null) return <Register />;
  const back = address("/partners", { status: query.get("status") ?? "", text: query.get("text") ?? "" });
  return <PartnerDetail key={partner} partner={partner} back={back} />;
}

/** The register, who waits to be confirmed, and what each gave and got. */
function Register(): ReactNode {
  const { region } = useRegion();
  const { query } = usePlace();
  const [after, turn] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const status = statuses.find((each) => each === query.get("status"));
  const text = query.get("text") ?? "";
  const [{ data, error, fetching }, ask] = useQuery({
    query: PartnerTableQuery,
    variables: { filter: { region: region.id, text: text || null, status: status ? [status] : null }, after },
    context,
  });
  const again = (): void => ask({ requestPolicy: "network-only" });

  function filter(piece: { status?: string; text?: string }): void {
    turn(null);
    replaceAddress(address("/partners", { status: status ?? "", text, ...piece }));
  }

  function finish(): void {
    setDoing(null);
    again();
  }

  return (
    <>
      <h1>{t("console.partners")}</h1>
      <div className="filters">
        <Segmented
          aria-label={t("filter.status")}
          value={status ?? ""}
          options={[
            { value: "", label: t("which.all") },
            ...statuses.map((value) => ({ value, label: t(`partnerStatus.${value}`) })),
          ]}
          onChange={(value) => filter({ status: value })}
        />
        <Input.Search
          key={text}
          aria-label={t("filter.text")}
          placeholder={t("filter.text")}
          defaultValue={text}
          allowClear
          onSearch={(value) => filter({ text: value.trim() })}
        />
        <Button type="primary" onClick={() => setDoing({ what: "register" })}>
          {t("partners.register")}
        </Button>
      </div>
      {error && !data ? (
        <Problem sentence={sentenceOf(error)} again={again} />
      ) : (
        <PagedTable
          rows={data?.partners.edges.map(({ node }) => node) ?? []}
          columns={columns(setDoing)}
          isLoading={fetching}
          empty={t("partners.none")}
          next={data?.partners.pageInfo.hasNextPage ? data.partners.pageInfo.endCursor : null}
          after={after}
          turn={turn}
        />
      )}
      {doing?.what === "confirm" && <ConfirmForm partner={doing.partner} done={finish} close={() => setDoing(null)} />}
      {doing?.what === "invite" && <InviteForm partner={doing.partner} close={finish} />}
      {doing?.what === "register" && <RegisterForm region={region.id} done={finish} close={() => setDoing(null)} />}
    </>
  );
}

const context = { additionalTypenames: ["Partner"] };

const columns = (act: (doing: Doing) => void): NonNullable<TableProps<Row>["columns"]> => [
  {
    title: t("column.partner"),
    render: (_, { id, name }) => <a href={address("/partners", { partner: id })}>{name}</a>,
  },
  {
    title: t("column.kind"),
    render: (_, row) => (
      <>
        {t(`partnerKind.${row.kind}`)} {row.isDepartment && <Mark>{t("partners.department")}</Mark>}
        {row.isMarketBody && <Mark>{t("partners.marketBody")}</Mark>}
        {row.isAblePerson && <Mark tone="gold">{t("partners.ablePerson")}</Mark>}
      </>
    ),
  },
  { title: t("need.region"), render: (_, { region }) => region?.name },
  {
    title: t("partners.officePhone"),
    render: (_, { officePhone }) => officePhone && <a href={`tel:${officePhone}`}>{officePhone}</a>,
  },
  {
    title: t("partnership.title"),
    render: (_, { partnerships }) =>
      partnerships
        .filter(({ status: standing }) => standing === "IN_FORCE")
        .map(({ badge }) => badge)
        .join(t("partnerDesk.and")),
  },
  {
    title: t("partnerDesk.load"),
    render: (_, { load }) => load && t("partners.load", { unanswered: load.unanswered, taken: load.taken }),
  },
  {
    title: t("partner.gave"),
    render: (_, { gaveAndGot }) =>
      gaveAndGot &&
      t("partners.gave", { times: gaveAndGot.gaveTimes, hours: Math.round(gaveAndGot.gaveHours * 10) / 10 }),
  },
  {
    title: t("partner.got"),
    render: (_, { gaveAndGot }) => gaveAndGot && t("partners.got", { raised: gaveAndGot.raised, got: gaveAndGot.got }),
  },
  {
    title: t("filter.status"),
    render: (_, { status }) => (
      <Mark tone={status === "REGISTERED" ? "orange" : "plain"}>{t(`partnerStatus.${status}`)}</Mark>
    ),
  },
  {
    title: t("column.actions"),
    key: "act",
    render: (_, partner) => (
      <div className="moves">
        {partner.status === "REGISTERED" && (
          <Button size="small" type="primary" onClick={() => act({ what: "confirm", partner })}>
            {t("partners.confirm")}
          </Button>
        )}
        {partner.status === "CONFIRMED" && (
          <Button size="small" onClick={() => act({ what: "invite", partner })}>
            {t("partners.invite")}
          </Button>
        )}
      </div>
    ),
  },
];
