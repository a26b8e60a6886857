import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/console/Answer";
import { LineField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";

const SavedFiltersQuery = graphql.persisted(
  "SavedFilters",
  graphql(`
    query SavedFilters($screen: String!) {
      viewer {
        savedFilters(screen: $screen) {
          id
          name
          query
        }
      }
    }
  `),
);

const SaveFilter = graphql.persisted(
  "SaveFilter",
  graphql(
    `
      mutation SaveFilter($input: SaveFilterInput!) {
        saveFilter(input: $input) {
          __typename
          ...RefusalText
          ... on SavedFilterSuccess {
            filter {
              id
              name
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

const RemoveFilter = graphql.persisted(
  "RemoveFilter",
  graphql(
    `
      mutation RemoveFilter($input: RemoveFilterInput!) {
        removeFilter(input: $input) {
          __typename
          ...RefusalText
          ... on PersonSuccess {
            person {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

const context = { additionalTypenames: ["SavedFilter"] };

interface Props {
  /** Which screen's filters: "desk" or the name of a list. */
  screen: string;
  /** Where the screen stands in the address. */
  path: string;
  /** The present filters, as they follow ? in the address; empty when nothing is filtered. */
  query: string;
}

/** The filters one has kept under a name: each is a link; the present ones can be kept too. */
export function SavedFilters({ screen, path, query }: Props): ReactNode {
  const [{ data }, again] = useQuery({ query: SavedFiltersQuery, variables: { screen }, context });
  const [isNaming, setIsNaming] = useState(false);
  const remove = useStep(RemoveFilter);
  const saved = data?.viewer.savedFilters ?? [];
  const ask = (): void => again({ requestPolicy: "network-only" });

  async function drop(filter: string): Promise<void> {
    if ((await remove.run({ filter })).kind === "done") ask();
  }

  return (
    <div className="saved-filters" role="group" aria-label={t("saved.label")}>
      {saved.map((filter) => (
        <span key={filter.id} className="saved-filter">
          <a href={`#${path}?${filter.query}`} aria-current={filter.query === query ? "true" : undefined}>
            {filter.name}
          </a>
          <button type="button" aria-label={t("saved.remove", { name: filter.name })} onClick={() => void drop(filter.id)}>
            ×
          </button>
        </span>
      ))}
      {query !== "" && !saved.some((filter) => filter.query === query) && (
        <Button type="text" onClick={() => setIsNaming(true)}>
          {t("saved.keep")}
        </Button>
      )}
      <StepNote step={remove} />
      {isNaming && (
        <StepForm
          title={t("saved.title")}
          send={t("form.save")}
          document={SaveFilter}
          input={({ name }: { name: string }) => ({ screen, name, query })}
          done={() => {
            setIsNaming(false);
            ask();
          }}
          close={() => setIsNaming(false)}
        >
          <LineField name="name" label={t("saved.name")} hint={t("saved.hint")} required />
        </StepForm>
      )}
    </div>
  );
}
