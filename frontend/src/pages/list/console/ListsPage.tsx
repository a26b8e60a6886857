import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../app/console/region";
import { address, go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { categoryName } from "../../category/names";
import { NeedTable } from "../../need/console/NeedTable";
import { ProjectTable } from "../../project/console/ProjectTable";
import { ResourceTable } from "../../resource/console/ResourceTable";

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

const tabs = ["needs", "resources", "projects"] as const;

/** 三张清单: the counts, the gaps, and each list below. */
export default function ListsPage(): ReactNode {
  const { region } = useRegion();
  const { query } = usePlace();
  const list = tabs.find((tab) => tab === query.get("list")) ?? "needs";
  const [result, again] = useQuery({ query: ListsQuery, variables: { region: region.id } });
  return (
    <>
      <h1>{t("lists.title", { region: region.name })}</h1>
      <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
        {({ threeLists }) =>
          threeLists === null ? <Nothing>{t("lists.none")}</Nothing> : <Counts lists={threeLists} />
        }
      </Answer>
      <Tabs
        activeKey={list}
        onChange={(tab) => go(address("/lists", { list: tab }))}
        items={[
          { key: "needs", label: t("lists.needs"), children: <NeedTable region={region.id} /> },
          { key: "resources", label: t("lists.resources"), children: <ResourceTable region={region.id} /> },
          { key: "projects", label: t("lists.projects"), children: <ProjectTable region={region.id} /> },
        ]}
      />
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
      {gaps.length > 0 && (
        <p className="gaps">
          <strong>{t("lists.gaps")}</strong>{" "}
          {gaps.map((gap) => (
            <a
              key={gap.category?.code ?? ""}
              className="gap"
              href={address("/", { which: "gap", category: gap.category?.code })}
            >
              {gap.category ? categoryName(gap.category) : t("lists.noCategory")} {gap.needs}
            </a>
          ))}
        </p>
      )}
      <p className="soft">{t("lists.at", { moment: momentOf(lists.at) })}</p>
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
