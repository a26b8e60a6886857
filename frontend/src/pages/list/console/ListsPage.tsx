import { Tabs } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../app/console/region";
import { address, go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { LiveBar } from "../../../parts/console/LiveBar";
import { categoryName } from "../../category/names";
import { OwnNeedChanges } from "../../need/changes";
import { NeedTable } from "../../need/console/NeedTable";
import { ProjectTable } from "../../project/console/ProjectTable";
import { ResourceTable } from "../../resource/console/ResourceTable";
import {
  addressOf,
  filtersOf,
  type ListFilters,
  needFilter,
  projectFilter,
  resourceFilter,
  tabs,
  type Tab,
  unfiltered,
} from "./filters";
import { GapTable } from "./GapTable";
import { ImportHistory } from "./ImportHistory";
import { ImportPanel } from "./ImportPanel";
import { ListFilterBar } from "./ListFilterBar";

const ListsQuery = graphql.persisted(
  "Lists",
  graphql(`
    query Lists($region: ID!) {
      threeLists(region: $region) {
        at
        needs {
          total
          open
          finished
          lastChangedAt
        }
        resources {
          total
          open
          fresh
          lastChangedAt
        }
        projects {
          total
          open
          finished
          lastChangedAt
        }
        gaps {
          needs
          category {
            code
            nameZh
            nameEn
          }
        }
      }
    }
  `),
);

type Lists = NonNullable<ResultOf<typeof ListsQuery>["threeLists"]>;

/** 三张清单: the counts, the gaps, and each list below. */
export default function ListsPage(): ReactNode {
  const { region } = useRegion();
  const filters = filtersOf(usePlace().query);
  const [result, ask] = useQuery({ query: ListsQuery, variables: { region: region.id } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const [changes, setChanges] = useState(0);
  const note = (): void => setChanges((count) => count + 1);
  const liveness = useLive(OwnNeedChanges, { region: region.id }, note, note);
  useAskAgain(changes, again);

  function change(piece: Partial<ListFilters>): void {
    // A page of the old filter means nothing under a new one.
    go(addressOf({ ...filters, after: "", ...piece }));
  }

  return (
    <>
      <h1>{t("lists.title", { region: region.name })}</h1>
      <LiveBar liveness={liveness} />
      <Answer of={result} again={again}>
        {({ threeLists }) =>
          threeLists === null ? <Nothing>{t("lists.none")}</Nothing> : <Counts lists={threeLists} />
        }
      </Answer>
      <Tabs
        className="list-tabs"
        activeKey={filters.list}
        destroyOnHidden
        onChange={(tab) => change({ ...unfiltered, list: tabs.find((each) => each === tab) ?? "needs" })}
        items={tabs.map((tab) => ({
          key: tab,
          label: t(`lists.${tab}`),
          children: tab === filters.list && (
            <List tab={tab} filters={filters} region={region.id} changes={changes} change={change} note={note} />
          ),
        }))}
      />
    </>
  );
}

interface ListProps {
  tab: Tab;
  filters: ListFilters;
  region: string;
  changes: number;
  change: (piece: Partial<ListFilters>) => void;
  note: () => void;
}

function List({ tab, filters, region, changes, change, note }: ListProps): ReactNode {
  if (tab === "gaps") return <GapTable region={region} changes={changes} />;
  if (tab === "import") {
    return (
      <>
        <ImportPanel key={region} region={region} done={note} />
        <ImportHistory region={region} changes={changes} />
      </>
    );
  }
  const shown = {
    after: filters.after || null,
    turn: (after: string | null) => change({ after: after ?? "" }),
    changes,
  };
  return (
    <>
      <ListFilterBar filters={filters} region={region} change={change} />
      {tab === "needs" && <NeedTable filter={needFilter(filters, region)} {...shown} />}
      {tab === "resources" && <ResourceTable filter={resourceFilter(filters, region)} {...shown} />}
      {tab === "projects" && <ProjectTable filter={projectFilter(filters, region)} {...shown} />}
    </>
  );
}

function Counts({ lists }: { lists: Lists }): ReactNode {
  const { needs, resources, projects, gaps } = lists;
  return (
    <>
      <div className="counts">
        <Count name={t("lists.needs")} total={needs.total} changed={needs.lastChangedAt}>
          {t("lists.needsCount", { open: needs.open, finished: needs.finished })}
        </Count>
        <Count name={t("lists.resources")} total={resources.total} changed={resources.lastChangedAt}>
          {t("lists.resourcesCount", { open: resources.open, fresh: resources.fresh })}
        </Count>
        <Count name={t("lists.projects")} total={projects.total} changed={projects.lastChangedAt}>
          {t("lists.projectsCount", { open: projects.open, finished: projects.finished })}
        </Count>
      </div>
      <p className="gaps">
        {gaps.length > 0 && <strong>{t("lists.gapLine")}</strong>}
        {gaps.map((gap) => (
          <a
            key={gap.category?.code ?? ""}
            className="gap"
            href={address("/", { which: "gap", category: gap.category?.code })}
          >
            {gap.category ? categoryName(gap.category) : t("lists.noCategory")} {gap.needs}
          </a>
        ))}
        <span className="soft gaps-at">{t("lists.at", { moment: momentOf(lists.at) })}</span>
      </p>
    </>
  );
}

interface CountProps {
  name: string;
  total: number;
  changed: string | null;
  children: ReactNode;
}

function Count({ name, total, changed, children }: CountProps): ReactNode {
  return (
    <section className="count">
      <h2>{name}</h2>
      <p className="count-total">{total}</p>
      <p>{children}</p>
      {changed && <p className="soft">{t("lists.changed", { moment: momentOf(changed) })}</p>}
    </section>
  );
}
