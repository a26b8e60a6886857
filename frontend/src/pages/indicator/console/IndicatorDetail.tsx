import { Button, Segmented, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf as problemOf } from "../../../graph/client";
import type { Word } from "../../../graph/graphql";
import { Problem } from "../../../parts/console/Answer";
import { csvOf, saveText } from "../../../parts/console/csv";
import { PagedTable } from "../../../parts/console/PagedTable";
import { NeedStatusTag } from "../../../parts/console/Tags";
import { headlineOf } from "../../need/headline";
import { placeOf } from "../../region/place";
import { type CountedNeed, CountedNeedsQuery, type Indicator } from "./documents";
import { fractionOf, monthOf, previousOf, spanOf, valueOf } from "./figures";
import { sentenceOf } from "./IndicatorCard";
import type { Period } from "./period";
import { TrendLine } from "./TrendLine";

interface Props {
  region: string;
  period: Period;
  indicator: Indicator;
  part: Word<"IndicatorPart">;
  back: string;
  choose: (part: Word<"IndicatorPart">) => void;
}

/** One figure opened: how it came about by month, as a line and as a table, and the needs it counts. */
export function IndicatorDetail({ region, period, indicator, part, back, choose }: Props): ReactNode {
  const { kind, measure, definition, previous, series } = indicator;
  const name = t(`indicator.${kind}`);
  const fraction = fractionOf(indicator);
  const isDivided = measure === "SHARE" || measure === "COUNT";
  return (
    <>
      <p>
        <a href={back}>{t("dashboard.back")}</a>
      </p>
      <section className="model-part indicator-detail" aria-label={name}>
        <div>
          <h2>{name}</h2>
          <p className="indicator-value">{valueOf(indicator, measure)}</p>
          <p>
            {spanOf(period.since, period.until)}
            {isDivided && fraction && ` · ${fraction}`}
          </p>
          <p className="soft">
            {previousOf(previous, measure)} · {spanOf(previous.since, previous.until)}
          </p>
          <p>{sentenceOf(definition)}</p>
        </div>
        <figure>
          <TrendLine series={series} measure={measure} label={t("dashboard.trendOf", { name })} />
          <figcaption className="soft">{t("dashboard.trendHint")}</figcaption>
        </figure>
        <MonthTable indicator={indicator} />
      </section>
      <section className="model-part">
        <div className="part-head">
          <h2>{t("dashboard.rows")}</h2>
          {isDivided && (
            <Segmented
              aria-label={t("dashboard.part")}
              value={part}
              options={[
                { value: "NUMERATOR", label: t("dashboard.numerator", { count: indicator.numerator ?? "—" }) },
                { value: "DENOMINATOR", label: t("dashboard.denominator", { count: indicator.denominator ?? "—" }) },
              ]}
              onChange={(value) => choose(value as Word<"IndicatorPart">)}
            />
          )}
        </div>
        <CountedNeeds key={`${kind} ${part}`} region={region} period={period} kind={kind} part={part} />
      </section>
    </>
  );
}

/** The line once more, as a table: for those who cannot see it, and for those who want the numbers. */
function MonthTable({ indicator }: { indicator: Indicator }): ReactNode {
  const { kind, measure, series } = indicator;
  const name = t(`indicator.${kind}`);
  const lines = [...series].reverse();
  const head = [t("dashboard.monthHead"), name, t("dashboard.above"), t("dashboard.below")];

  function save(): void {
    const rows = lines.map((each) => [
      monthOf(each),
      valueOf(each, measure),
      String(each.numerator ?? ""),
      String(each.denominator ?? ""),
    ]);
    saveText(t("dashboard.fileOf", { name }), csvOf([head, ...rows]));
  }

  return (
    <div>
      <div className="month-table" role="group" aria-label={t("dashboard.trendOf", { name })} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((each) => (
              <tr key={each.since}>
                <th scope="row">{monthOf(each)}</th>
                <td>{valueOf(each, measure)}</td>
                <td>{each.numerator ?? "—"}</td>
                <td>{each.denominator ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button size="small" onClick={save}>
        {t("dashboard.saveMonths")}
      </Button>
    </div>
  );
}

const columns = (): NonNullable<TableProps<CountedNeed>["columns"]> => [
  { title: t("column.number"), dataIndex: "number" },
  {
    title: t("column.need"),
    render: (_, need) => <a href={address("/", { which: "all", need: need.id })}>{headlineOf(need)}</a>,
  },
  { title: t("filter.status"), render: (_, { status }) => <NeedStatusTag status={status} /> },
  { title: t("dashboard.raised"), render: (_, { createdAt }) => dayOf(createdAt) },
  { title: t("need.region"), render: (_, { region }) => placeOf(region) },
  { title: t("need.owner"), render: (_, { owner }) => owner?.called },
];

interface RowsProps {
  region: string;
  period: Period;
  kind: Word<"IndicatorKind">;
  part: Word<"IndicatorPart">;
}

function CountedNeeds({ region, period, kind, part }: RowsProps): ReactNode {
  const [after, turn] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({
    query: CountedNeedsQuery,
    variables: { region, counted: { indicator: kind, part, period }, after },
  });
  if (error && !data)
    return <Problem sentence={problemOf(error)} again={() => ask({ requestPolicy: "network-only" })} />;
  return (
    <PagedTable
      rows={data?.needs.edges.map(({ node }) => node) ?? []}
      columns={columns()}
      isLoading={fetching}
      empty={t("dashboard.noRows")}
      next={data?.needs.pageInfo.hasNextPage ? data.needs.pageInfo.endCursor : null}
      after={after}
      turn={turn}
    />
  );
}
