import type { FormEvent, ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { DangerNote } from "../../../parts/resident/DangerNote";
import { TextField } from "../../../parts/resident/Form";
import { regionOf } from "../../region/home";
import { type DraftHints, useDraftHints } from "../draft";
import { CategoryField } from "./CategoryField";
import type { Draft } from "./savedDraft";

interface Props {
  draft: Draft;
  change: (piece: Partial<Draft>) => void;
  next: () => void;
}

/** The first step: own words. Dangers are shown before anything else. */
export function WhatStep({ draft, change, next }: Props): ReactNode {
  const hints = useDraftHints(draft.words, regionOf(draft) || null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    next();
  }

  return (
    <form className="form" onSubmit={submit}>
      <DangerNote dangers={hints?.suggestMatches.dangers ?? []} />
      <div className="card">
        <TextField
          label={t("post.words")}
          hint={t("post.wordsHint")}
          value={draft.words}
          onChange={(words) => change({ words })}
          rows={5}
          maxLength={2000}
          required
        />
        <p className="private-line">{t("post.private")}</p>
        {hints?.suggestMatches.privacyWarnings.map((warning) => (
          <p key={warning} className="hint">
            {warning}
          </p>
        ))}
      </div>
      {hints?.suggestMatches.looksLikeOffer && <OfferQuestion question={hints.suggestMatches.offerQuestion} />}
      <SimilarNote similar={hints?.similarNeeds ?? null} />
      <CategoryField
        guesses={hints?.suggestMatches.categories ?? []}
        value={draft.category}
        onChange={(category) => change({ category })}
      />
      <HelpersNote matches={hints?.suggestMatches.matches ?? []} />
      <button className="button button-large">{t("post.next")}</button>
    </form>
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

function SimilarNote({ similar }: { similar: DraftHints["similarNeeds"] | null }): ReactNode {
  if (!similar || (similar.sentence === null && similar.items.length === 0)) return null;
  return (
    <section className="note note-soft" role="status">
      <p>
        <strong>{similar.sentence ?? t("post.similar")}</strong>
      </p>
      {similar.items.length > 0 && (
        <ul>
          {similar.items.map(({ need }) => (
            <li key={need.id}>
              <a href={address("/needs", need.id)}>{need.title}</a>
            </li>
          ))}
        </ul>
      )}
      <p>{t("post.similarHint")}</p>
    </section>
  );
}

function HelpersNote({ matches }: { matches: DraftHints["suggestMatches"]["matches"] }): ReactNode {
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
