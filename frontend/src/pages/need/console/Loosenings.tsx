import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const LooseningFields = graphql(`
  fragment LooseningFields on MatchLoosening {
    rule
    sentence
  }
`);

/** Where there are few to choose from: how many more there would be if one rule were loosened, the most first. */
export function Loosenings({ loosenings }: { loosenings: readonly FragmentOf<typeof LooseningFields>[] }): ReactNode {
  if (loosenings.length === 0) return null;
  return (
    <section className="loosenings">
      <h3>{t("match.loosenings")}</h3>
      <ul>
        {readFragment(LooseningFields, loosenings).map(({ rule, sentence }) => (
          <li key={`${rule} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
