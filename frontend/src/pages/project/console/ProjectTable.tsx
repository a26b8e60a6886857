import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql, type ResultOf, type VariablesOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { useAskAgain } from "../../../graph/refresh";
import { Problem } from "../../../parts/console/Answer";
import { TextField } from "../../../parts/console/Fields";
import { Mark } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { StepForm } from "../../../parts/console/StepForm";

const ProjectTableQuery = graphql.persisted(
  "ProjectTable",
  graphql(`
    query ProjectTable($filter: ProjectFilterInput!, $after: String) {
      projects(filter: $filter, first: 30, after: $after) {
        edges {
          node {
            id
            number
            title
            status
            personInCharge
            fundSource
            funds
            due
            result
            need {
              id
              title
            }
            leadPartner {
              id
              name
            }
            steps {
              title
              due
              doneAt
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

const StrikeOffProject = graphql.persisted(
  "StrikeOffProject",
  graphql(
    `
      mutation StrikeOffProject($input: StrikeOffProjectInput!) {
        strikeOffProject(input: $input) {
          __typename
          ...RefusalText
          ... on ProjectSuccess {
            project {
              id
              status
              result
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

type Row = ResultOf<typeof ProjectTableQuery>["projects"]["edges"][number]["node"];

/** A calendar day of the schema as a moment in China. */
function dayIn(date: string): string {
  return dayOf(`${date}T00:00:00+08:00`);
}

const columns = (strikeOff: (row: Row) => void): NonNullable<TableProps<Row>["columns"]> => [
  { title: t("column.number"), dataIndex: "number" },
  { title: t("column.project"), dataIndex: "title" },
  {
    title: t("column.fromNeed"),
    render: (_, { need }) => need && <a href={address("/", { which: "all", need: need.id })}>{need.title}</a>,
  },
  { title: t("column.leadPartner"), render: (_, { leadPartner }) => leadPartner?.name },
  { title: t("column.inCharge"), dataIndex: "personInCharge" },
  {
    title: t("column.steps"),
    render: (_, { steps }) =>
      steps.map((step) => [step.title, step.due && dayIn(step.due)].filter(Boolean).join(" ")).join("; "),
  },
  {
    title: t("column.funds"),
    render: (_, { fundSource, funds }) =>
      [fundSource, funds && t("amount.YUAN", { quantity: Number(funds) })].filter(Boolean).join(" "),
  },
  { title: t("column.due"), render: (_, { due }) => due && dayIn(due) },
  { title: t("column.progress"), render: (_, { status }) => <Mark>{t(`projectStatus.${status}`)}</Mark> },
  { title: t("column.result"), dataIndex: "result" },
  {
    title: t("column.actions"),
    key: "strike",
    render: (_, row) =>
      row.status === "FINISHED" && (
        <Button size="small" onClick={() => strikeOff(row)}>
          {t("project.strikeOff")}
        </Button>
      ),
  },
];

interface Props {
  filter: VariablesOf<typeof ProjectTableQuery>["filter"];
  after: string | null;
  turn: (after: string | null) => void;
  changes: number;
}

/** 项目清单: the listed projects, struck off by staff when their result stands. */
export function ProjectTable({ filter, after, turn, changes }: Props): ReactNode {
  const [struck, setStruck] = useState<Row | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: ProjectTableQuery, variables: { filter, after } });
  useAskAgain(changes, () => again({ requestPolicy: "network-only" }));
  if (error && !data)
    return <Problem sentence={sentenceOf(error)} again={() => again({ requestPolicy: "network-only" })} />;
  return (
    <>
      <PagedTable
        rows={data?.projects.edges.map(({ node }) => node) ?? []}
        columns={columns(setStruck)}
        isLoading={fetching}
        empty={t("lists.noProjects")}
        next={data?.projects.pageInfo.hasNextPage ? data.projects.pageInfo.endCursor : null}
        after={after}
        turn={turn}
      />
      {struck && (
        <StepForm
          title={t("project.strikeOffTitle", { title: struck.title })}
          send={t("project.strikeOff")}
          document={StrikeOffProject}
          input={({ result }: { result: string }) => ({ project: struck.id, result })}
          done={() => setStruck(null)}
          close={() => setStruck(null)}
        >
          <TextField name="result" label={t("column.result")} required />
        </StepForm>
      )}
    </>
  );
}
