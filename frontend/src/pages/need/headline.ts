import { graphql, type ResultOf } from "../../graph/graphql";

export const HeadlineFields = graphql(`
  fragment HeadlineFields on Need @_unmask {
    id
    number
    title
    private {
      words
    }
  }
`);

const longest = 30;

/** What a need is called: its title, or, while it has none but its number, the beginning of the asker's own words. */
export function headlineOf(need: ResultOf<typeof HeadlineFields>): string {
  if (need.title !== need.number || need.private === null) return need.title;
  const { words } = need.private;
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}
