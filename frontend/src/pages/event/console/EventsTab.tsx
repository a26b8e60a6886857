import { Input, Select, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t, type TextKey } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { Problem } from "../../../parts/console/Answer";
import { PagedTable } from "../../../parts/console/PagedTable";
import { usePersonChoices } from "../../person/console/choices";
import { type AuditEvent, EventTable } from "./documents";

const nouns = [
  "need",
  "dispatch",
  "project",
  "resource",
  "partner",
  "partnership",
  "person",
  "role_grant",
  "region",
  "region_setting",
  "bulletin",
  "place",
  "reply_template",
  "webhook",
  "learned_model",
  "list_import",
] as const;

const nounName = (noun: string): string => known(`noun.${noun}`, noun);
const moveName = (move: string): string => known(`move.${move}`, move);

/** A code that has no text yet is shown as it is. */
function known(key: string, code: string): string {
  const said = t(key as TextKey);
  return said === key ? code : said;
}

/** 操作记录: who did what to which row, by numbers and names of fields, never what was written. */
export function EventsTab({ region }: { region: string }): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const [noun, setNoun] = useState<string | null>(null);
  const [actor, setActor] = useState<string | null>(null);
  const [days, setDays] = useState({ since: "", until: "" });
  const { choices, search } = usePersonChoices(region);
  const period = days.since || days.until ? { since: days.since || null, until: days.until || null } : null;
  const [{ data, error, fetching }, ask] = useQuery({
    query: EventTable,
    variables: { region, filter: { noun, actor, period }, after },
  });
  const from = <Value,>(set: (value: Value) => void) => {
    return (value: Value): void => {
      turn(null);
      set(value);
    };
  };
  return (
    <>
      <p className="soft">{t("events.explained")}</p>
      <div className="filters">
        <Select
          aria-label={t("events.noun")}
          placeholder={t("events.noun")}
          allowClear
          value={noun}
          options={nouns.map((value) => ({ value, label: nounName(value) }))}
          onChange={from((value: string | undefined) => setNoun(value ?? null))}
        />
        <Select
          aria-label={t("events.actor")}
          placeholder={t("events.actor")}
          allowClear
          showSearch={{ filterOption: false, onSearch: search }}
          value={actor}
          options={choices}
          onChange={from((value: string | undefined) => setActor(value ?? null))}
        />
        <Input
          type="date"
          className="day-field"
          aria-label={t("period.since")}
          value={days.since}
          onChange={({ target }) => from(setDays)({ ...days, since: target.value })}
        />
        <Input
          type="date"
          className="day-field"
          aria-label={t("period.until")}
          value={days.until}
          onChange={({ target }) => from(setDays)({ ...days, until: target.value })}
        />
      </div>
      {error ? (
        <Problem sentence={sentenceOf(error)} again={() => ask({ requestPolicy: "network-only" })} />
      ) : (
        <PagedTable
          rows={data?.events.edges.map(({ node }) => ({ ...node, id: String(node.seq) })) ?? []}
          columns={columns()}
          isLoading={fetching}
          empty={t("events.none")}
          next={data?.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null}
          after={after}
          turn={turn}
        />
      )}
    </>
  );
}

const columns = (): NonNullable<TableProps<AuditEvent & { id: string }>["columns"]> => [
  { title: t("events.seq"), dataIndex: "seq" },
  { title: t("events.at"), render: (_, { at }) => momentOf(at) },
  { title: t("events.noun"), render: (_, { noun }) => nounName(noun) },
  { title: t("events.move"), render: (_, { move }) => moveName(move) },
  {
    title: t("events.actor"),
    render: (_, { actor, actorId }) => actor?.called ?? (actorId === null ? t("models.bySystem") : shortKey(actorId)),
  },
  { title: t("events.channel"), render: (_, { channel }) => t(`channel.${channel}`) },
  { title: t("events.fields"), render: (_, { fields }) => fields.join(", "), className: "cell-long" },
  { title: t("events.key"), render: (_, { key }) => <code title={key}>{shortKey(key)}</code> },
];

/** The end of a number: its beginning is the time and the same for many. */
const shortKey = (key: string): string => `…${key.slice(-8)}`;
