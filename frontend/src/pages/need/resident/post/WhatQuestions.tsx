import type { ReactNode } from "react";
import { useLargeType } from "../../../../app/preferences";
import { t } from "../../../../app/text";
import { DangerNote } from "../../../../parts/resident/DangerNote";
import { TextField } from "../../../../parts/resident/Form";
import type { DraftHints } from "../../draft";
import { GroupTiles } from "./GroupTiles";
import type { Draft } from "./savedDraft";
import { SimilarNote } from "./SimilarNote";

export interface QuestionProps {
  draft: Draft;
  change: (piece: Partial<Draft>) => void;
  hints: DraftHints | null;
}

/** What is needed, in own words. Dangers are shown before anything else. */
export function WordsQuestion({ draft, change, hints }: QuestionProps): ReactNode {
  // One question a screen: the community finds out itself what kind of thing it is.
  const isLarge = useLargeType();
  const telling = hints?.suggestMatches.privacyWarnings ?? [];
  return (
    <>
      <DangerNote dangers={hints?.suggestMatches.dangers ?? []} />
      <div className="card">
        {!isLarge && <GroupTiles value={draft.group} onChange={(group) => change({ group })} />}
        <TextField
          label={t("post.words")}
          hint={t("post.wordsHint")}
          value={draft.words}
          onChange={(words) => change({ words })}
          rows={4}
          maxLength={2000}
          required
        />
        <p className="private-line">{t("post.private")}</p>
        {telling.length > 0 && (
          <p className="hint">{t("post.telling", { words: telling.map((words) => `「${words}」`).join("") })}</p>
        )}
      </div>
      {hints?.suggestMatches.looksLikeOffer && <OfferQuestion question={hints.suggestMatches.offerQuestion} />}
      <SimilarNote similar={hints?.similarNeeds ?? null} />
    </>
  );
}

function OfferQuestion({ question }: { question: string | null }): ReactNode {
  return (
    <section className="note note-soft" role="status">
      <p>
        <strong>{question ?? t("post.offerQuestion")}</strong>
      </p>
      <a className="button button-plain" href="#/help">
        {t("post.offerInstead")}
      </a>
    </section>
  );
}

/** Who could help, so that one sees it is worth asking; the community does the calling. */
export function HelpersNote({ matches }: { matches: DraftHints["suggestMatches"]["matches"] }): ReactNode {
  if (matches.length === 0) return null;
  return (
    <section className="card" aria-labelledby="helpers">
      <h2 id="helpers">{t("post.helpers")}</h2>
      <ul className="rows">
        {matches.map(({ resource, sentences }) => (
          <li key={resource.id}>
            <strong>{resource.title}</strong>
            {resource.partner && <span> · {resource.partner.name}</span>}
            {sentences[0] && <p className="hint">{sentences[0]}</p>}
          </li>
        ))}
      </ul>
      <p className="hint">{t("post.helpersHint")}</p>
    </section>
  );
}
