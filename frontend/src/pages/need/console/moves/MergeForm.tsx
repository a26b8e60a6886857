import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../../app/console/region";
import { t } from "../../../../app/text";
import { graphql } from "../../../../graph/graphql";
import { ChoiceField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { HeadlineFields, headlineOf } from "../../headline";
import { MergeNeeds } from "../steps";
import type { MoveProps } from "./subject";

const MergeChoices = graphql.persisted(
  "MergeChoices",
  graphql(
    `
      query MergeChoices($region: ID!, $text: String, $draft: NeedDraft!) {
        needs(filter: { region: $region, open: true, text: $text }, first: 20) {
          edges {
            node {
              ...HeadlineFields
            }
          }
        }
        similarNeeds(draft: $draft, first: 5) {
          items {
            need {
              ...HeadlineFields
            }
          }
        }
      }
    `,
    [HeadlineFields],
  ),
);

/** 并入: the same matter, already on the list. The likeliest stand first. */
export function MergeForm({ need, done, close }: MoveProps): ReactNode {
  const { region } = useRegion();
  const [text, setText] = useState("");
  const [{ data, fetching }] = useQuery({
    query: MergeChoices,
    variables: {
      region: region.id,
      text: text || null,
      draft: { text: need.private?.words ?? need.text ?? need.title, region: region.id },
    },
  });
  const similar = data?.similarNeeds.items.map((item) => item.need) ?? [];
  const found = [...(text === "" ? similar : []), ...(data?.needs.edges.map(({ node }) => node) ?? [])];
  const others = [...new Map(found.map((each) => [each.id, each])).values()].filter((each) => each.id !== need.id);
  return (
    <StepForm
      title={t("needMove.MERGE")}
      send={t("needMove.MERGE")}
      document={MergeNeeds}
      input={({ into }: { into: string }) => ({ need: need.id, into })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="into"
        label={t("merge.into")}
        hint={t("merge.hint")}
        loading={fetching}
        showSearch={{ filterOption: false, onSearch: setText }}
        options={others.map((each) => ({ value: each.id, label: `${each.number} ${headlineOf(each)}` }))}
        required
      />
    </StepForm>
  );
}
