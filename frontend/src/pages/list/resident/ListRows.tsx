import type { ReactNode } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { placeOf, PlaceFields } from "../../region/place";

export type List = "needs" | "resources" | "projects";

const NeedsQuery = graphql.persisted(
  "PublicNeedList",
  graphql(
    `
      query PublicNeedList($region: ID!) {
        needs(filter: { region: $region, published: true, open: true }, first: 100) {
          edges {
            node {
              id
              number
              title
              status
              region {
                ...PlaceFields
              }
            }
          }
        }
      }
    `,
    [PlaceFields],
  ),
);

const ResourcesQuery = graphql.persisted(
  "PublicResourceList",
  graphql(`
    query PublicResourceList($region: ID!) {
      resources(filter: { region: $region, status: [ACTIVE] }, first: 100) {
        edges {
          node {
            id
            number
            title
            kind
            confirmedAt
            partner {
              id
              name
            }
          }
        }
      }
    }
  `),
);

const ProjectsQuery = graphql.persisted(
  "PublicProjectList",
  graphql(`
    query PublicProjectList($region: ID!) {
      projects(filter: { region: $region, listed: true }, first: 100) {
        edges {
          node {
            id
            number
            title
            status
            due
            leadPartner {
              id
              name
            }
          }
        }
      }
    }
  `),
);

interface Row {
  key: string;
  title: string;
  href?: string;
  facts: (string | null | undefined)[];
  /** On paper, beside a title, a place could point at a person. */
  place?: string | null;
}

/** The rows of one list: a title and what everybody may know of it. */
export function ListRows({ region, list }: { region: string; list: List }): ReactNode {
  switch (list) {
    case "needs":
      return <Needs region={region} />;
    case "resources":
      return <Resources region={region} />;
    case "projects":
      return <Projects region={region} />;
  }
}

function Needs({ region }: { region: string }): ReactNode {
  const [result, ask] = useQuery({ query: NeedsQuery, variables: { region } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ needs }) => (
        <Rows
          rows={needs.edges.map(({ node }) => ({
            key: node.id,
            title: node.title,
            href: address("/needs", node.id),
            facts: [t(`stage.${node.status}`), node.number],
            place: placeOf(node.region),
          }))}
        />
      )}
    </Answer>
  );
}

function Resources({ region }: { region: string }): ReactNode {
  const [result, ask] = useQuery({ query: ResourcesQuery, variables: { region } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ resources }) => (
        <Rows
          rows={resources.edges.map(({ node }) => ({
            key: node.id,
            title: node.title,
            facts: [
              t(`kind.${node.kind}`),
              node.partner?.name,
              t("resource.confirmedAt", { day: dayOf(node.confirmedAt) }),
            ],
          }))}
        />
      )}
    </Answer>
  );
}

function Projects({ region }: { region: string }): ReactNode {
  const [result, ask] = useQuery({ query: ProjectsQuery, variables: { region } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ projects }) => (
        <Rows
          rows={projects.edges.map(({ node }) => ({
            key: node.id,
            title: node.title,
            facts: [
              t(`projectStatus.${node.status}`),
              node.leadPartner?.name,
              node.due && t("listDue.by", { day: dayOf(`${node.due}T12:00:00+08:00`) }),
              node.number,
            ],
          }))}
        />
      )}
    </Answer>
  );
}

function Rows({ rows }: { rows: readonly Row[] }): ReactNode {
  if (rows.length === 0) return <Empty>{t("sheet.empty")}</Empty>;
  return (
    <ol className="sheet-rows">
      {rows.map((row) => (
        <li key={row.key}>
          {row.href ? <a href={row.href}>{row.title}</a> : <b>{row.title}</b>}
          <span className="facts">
            {row.facts.filter(Boolean).map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
            {row.place && <span className="no-print">{row.place}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
