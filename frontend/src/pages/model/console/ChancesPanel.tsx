import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { Answer } from "../../../parts/console/Answer";
import { type Chances, ChancesQuery } from "./documents";
import { shareOf } from "./figures";

const periods = [30, 90, 365];

/** How evenly chances fall on the partners: figures that name nobody and rank nobody. */
export function ChancesPanel({ region }: { region: string }): ReactNode {
  const [days, setDays] = useState(90);
  const [result, ask] = useQuery({ query: ChancesQuery, variables: { region, days } });
  return (
    <section className="model-part">
      <h2>{t("chances.title")}</h2>
      <Segmented
        className="stacked"
        aria-label={t("chances.period")}
        value={days}
        options={periods.map((each) => ({ value: each, label: t("chances.days", { days: each }) }))}
        onChange={setDays}
      />
      <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
        {({ chances }) => chances && <Figures chances={chances} />}
      </Answer>
    </section>
  );
}

function Figures({ chances }: { chances: Chances }): ReactNode {
  const { tenths } = chances;
  return (
    <>
      <p className="soft">{t("chances.explained", { places: chances.firstPlaces })}</p>
      <dl className="plan-figures">
        <div>
          <dt>{t("chances.had")}</dt>
          <dd>{t("chances.hadOf", { had: chances.withChance, partners: chances.partners })}</dd>
        </div>
        <div>
          <dt>{t("chances.count")}</dt>
          <dd>{chances.chances}</dd>
        </div>
        <div>
          <dt>{t("chances.gini")}</dt>
          <dd>{chances.gini.toFixed(2)}</dd>
        </div>
        <div>
          <dt>{t("chances.ends")}</dt>
          <dd>{t("chances.endsOf", { least: shareOf(tenths[0] ?? 0), most: shareOf(tenths[tenths.length - 1] ?? 0) })}</dd>
        </div>
      </dl>
      {chances.chances > 0 && <Groups groups={[...chances.newcomers, ...chances.regions]} />}
    </>
  );
}

function Groups({ groups }: { groups: readonly Chances["newcomers"][number][] }): ReactNode {
  return (
    <div className="wide" role="group" aria-label={t("chances.title")} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t("chances.group")}</th>
            <th scope="col">{t("chances.partners")}</th>
            <th scope="col">{t("chances.withChance")}</th>
            <th scope="col">{t("chances.shareOfPartners")}</th>
            <th scope="col">{t("chances.shareOfChances")}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.label}>
              <th scope="row">{group.label}</th>
              <td>{group.partners}</td>
              <td>{group.withChance}</td>
              <td>{shareOf(group.shareOfPartners)}</td>
              <td>{shareOf(group.shareOfChances)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
