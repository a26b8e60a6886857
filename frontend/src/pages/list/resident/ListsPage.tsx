import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { Choices } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { QrCode } from "../../../parts/qr/QrCode";
import { useHere } from "../../region/here";
import { HereField } from "../../region/resident/HereField";
import { type List, ListRows } from "./ListRows";
import "./lists.css";

const ListsQuery = graphql.persisted(
  "PublicLists",
  graphql(`
    query PublicLists($region: ID!) {
      threeLists(region: $region) {
        at
        region {
          id
          fullName
        }
        needs {
          total
          open
          finished
        }
        resources {
          total
          open
          fresh
        }
        projects {
          total
          open
          finished
        }
      }
    }
  `),
);

const lists: readonly List[] = ["needs", "resources", "projects"];

/** 三张清单 of a community: public summaries only, to be read here or pinned to the notice board. */
export default function ListsPage(): ReactNode {
  const { query } = usePlace();
  const here = useHere();
  const region = query.get("region") ?? here;
  const [list, setList] = useState<List>("needs");
  return (
    <Page title={t("sheet.title")}>
      <div className="card no-print">
        {query.get("region") === null && <HereField />}
        <Choices
          legend={t("sheet.which")}
          value={list}
          options={lists.map((value) => ({ value, label: t(`sheet.${value}`) }))}
          onChange={setList}
          isCompact
        />
      </div>
      {region === "" ? <Empty>{t("place.chooseFirst")}</Empty> : <Sheet key={region} region={region} list={list} />}
    </Page>
  );
}

function Sheet({ region, list }: { region: string; list: List }): ReactNode {
  const [result, ask] = useQuery({ query: ListsQuery, variables: { region } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ threeLists }) =>
        threeLists === null ? (
          <Empty>{t("sheet.missing")}</Empty>
        ) : (
          <article className="sheet">
            <header className="sheet-head">
              <h2>
                {threeLists.region.fullName}
                <br className="print-only" /> {t(`sheet.${list}`)}
              </h2>
              <p className="facts">
                <span>{t("sheet.at", { day: dayOf(threeLists.at) })}</span>
                <span>
                  {t(`listCounts.${list}`, {
                    total: threeLists[list].total,
                    open: threeLists[list].open,
                    finished: list === "resources" ? threeLists.resources.fresh : threeLists[list === "projects" ? "projects" : "needs"].finished,
                  })}
                </span>
              </p>
            </header>
            <ListRows region={region} list={list} />
            <Foot region={region} />
          </article>
        )
      }
    </Answer>
  );
}

/** For the notice board: who made and checked the sheet, and where it is always new. */
function Foot({ region }: { region: string }): ReactNode {
  const link = `${location.origin}/resident.html${address("/lists", { region })}`;
  return (
    <footer className="sheet-foot">
      <QrCode text={link} label={t("sheet.qr")} />
      <div>
        <p>{t("sheet.scan")}</p>
        <p className="print-only sheet-signs">
          <span>{t("sheet.maker")}</span>
          <span>{t("sheet.checker")}</span>
        </p>
        <button type="button" className="button button-plain no-print" onClick={() => window.print()}>
          {t("sheet.print")}
        </button>
      </div>
    </footer>
  );
}
