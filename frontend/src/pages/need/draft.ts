import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../graph/graphql";

const DraftHintsQuery = graphql.persisted(
  "DraftHints",
  graphql(`
    query DraftHints($draft: NeedDraft!) {
      suggestMatches(draft: $draft, first: 3) {
        dangers {
          pattern
          show
        }
        looksLikeOffer
        offerQuestion
        guessedNature
        categories {
          category {
            code
            nameZh
            nameEn
          }
          probability
        }
        matches {
          resource {
            id
            title
            partner {
              id
              name
            }
          }
          sentences
        }
        privacyWarnings
      }
      similarNeeds(draft: $draft, first: 3) {
        sentence
        items {
          need {
            id
            number
            title
            status
          }
        }
      }
    }
  `),
);

const shortest = 4;
const pauseMilliseconds = 500;

/** What the server reads out of a text while it is being typed; null until it has read it. */
export function useDraftHints(text: string, region: string | null) {
  const draft = useSettled(text.trim());
  const [{ data, stale }] = useQuery({
    query: DraftHintsQuery,
    variables: { draft: { text: draft, region } },
    pause: draft.length < shortest,
    requestPolicy: "cache-first",
  });
  return draft.length < shortest || !data ? null : { ...data, isStale: stale || draft !== text.trim() };
}

export type DraftHints = NonNullable<ReturnType<typeof useDraftHints>>;

/** The value once it has rested for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
