import { Button, Input, Select, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { sentenceOf } from "../../../graph/client";
import type { Word } from "../../../graph/graphql";
import { Problem } from "../../../parts/console/Answer";
import { PagedTable } from "../../../parts/console/PagedTable";
import { PeopleTable, type Person } from "./documents";
import { GrantForm, InviteStaffForm, RevokeForm } from "./PeopleForms";
import { roles } from "./roles";
import { useHolds } from "./standing";

type Doing = { what: "invite" } | { what: "grant" | "revoke"; person: Person };
type RoleWord = Word<"Role">;

/** 人员与角色: who works for the region, by role, and who lives there; administrators invite, give and take back. */
export function PeopleTab({ region }: { region: string }): ReactNode {
  const isAdministrator = useHolds("ADMINISTRATOR");
  const [role, setRole] = useState<RoleWord | null>("COMMUNITY_STAFF");
  const [text, search] = useState("");
  const [after, turn] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const variables = { region, role, text: text || null, after };
  const [{ data, error, fetching }, ask] = useQuery({ query: PeopleTable, variables });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const finish = (): void => {
    setDoing(null);
    again();
  };
  return (
    <>
      <div className="part-head">
        <p className="soft">{t(isAdministrator ? "people.explained" : "people.readOnly")}</p>
        {isAdministrator && (
          <Button type="primary" onClick={() => setDoing({ what: "invite" })}>
            {t("people.invite")}
          </Button>
        )}
      </div>
      <div className="filters">
        <Select<RoleWord | "">
          aria-label={t("people.who")}
          value={role ?? ""}
          options={[
            ...roles.map((value) => ({ value, label: t(`role.${value}`) })),
            { value: "" as const, label: t("people.living") },
          ]}
          onChange={(chosen) => {
            turn(null);
            setRole(chosen === "" ? null : chosen);
          }}
        />
        <Input.Search
          aria-label={t("filter.text")}
          placeholder={t("people.search")}
          allowClear
          onSearch={(value) => {
            turn(null);
            search(value.trim());
          }}
        />
      </div>
      {error && !data ? (
        <Problem sentence={sentenceOf(error)} again={again} />
      ) : (
        <PagedTable
          rows={data?.persons.edges.map(({ node }) => node) ?? []}
          columns={columns(isAdministrator, role, setDoing)}
          isLoading={fetching}
          empty={t("people.none")}
          next={data?.persons.pageInfo.hasNextPage ? data.persons.pageInfo.endCursor : null}
          after={after}
          turn={turn}
        />
      )}
      {doing?.what === "invite" && <InviteStaffForm region={region} close={finish} />}
      {doing?.what === "grant" && (
        <GrantForm region={region} person={doing.person} done={finish} close={() => setDoing(null)} />
      )}
      {doing?.what === "revoke" && role && (
        <RevokeForm region={region} person={doing.person} role={role} done={finish} close={() => setDoing(null)} />
      )}
    </>
  );
}

const columns = (
  isAdministrator: boolean,
  role: RoleWord | null,
  act: (doing: Doing) => void,
): NonNullable<TableProps<Person>["columns"]> => [
  { title: t("people.called"), dataIndex: "called" },
  { title: t("contact.name"), render: (_, person) => person.private?.name },
  { title: t("contact.phone"), render: (_, person) => person.private?.phone },
  { title: t("people.lives"), render: (_, person) => person.region?.name },
  ...(isAdministrator
    ? [
        {
          title: t("column.actions"),
          key: "act",
          render: (_: unknown, person: Person) => (
            <div className="moves">
              <Button size="small" onClick={() => act({ what: "grant", person })}>
                {t("people.grant")}
              </Button>
              {role && (
                <Button size="small" onClick={() => act({ what: "revoke", person })}>
                  {t("people.revoke")}
                </Button>
              )}
            </div>
          ),
        },
      ]
    : []),
];
