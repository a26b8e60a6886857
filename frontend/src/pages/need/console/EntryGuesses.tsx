import { Alert, Input, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { DangerAlert } from "../../../parts/console/DangerAlert";
import { useCategoryGroups } from "../../category/names";
import type { DraftHints } from "../draft";
import { categoryOf, type Entry, natureOf } from "./entry";
import { natures, urgencies } from "./filters";

interface Props {
  entry: Entry;
  hints: DraftHints | null;
  change: (piece: Partial<Entry>) => void;
}

const matters: readonly Word<"Matter">[] = ["PERSONAL", "PUBLIC"];

/** What the words were taken for. Nothing here need be touched before saving. */
export function EntryGuesses({ entry, hints, change }: Props): ReactNode {
  const groups = useCategoryGroups();
  const suggestion = hints?.suggestMatches;
  return (
    <div className="quick-guesses">
      <DangerAlert dangers={suggestion?.dangers ?? []} />
      {suggestion?.looksLikeOffer && (
        <Alert type="info" showIcon title={suggestion.offerQuestion ?? t("post.offerQuestion")} />
      )}
      <div className="quick-line">
        <Input
          aria-label={t("entry.name")}
          placeholder={t("entry.name")}
          value={entry.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Input
          className="quick-address"
          aria-label={t("entry.address")}
          placeholder={t("entry.address")}
          value={entry.address}
          onChange={(event) => change({ address: event.target.value })}
        />
        <Select
          className="quick-category"
          aria-label={t("entry.category")}
          placeholder={t("entry.category")}
          value={categoryOf(entry, hints)}
          showSearch={{ optionFilterProp: "label" }}
          options={groups.map((group) => ({
            label: group.name,
            title: group.name,
            options: group.categories.map((category) => ({ value: category.code, label: category.name })),
          }))}
          onChange={(category) => change({ category })}
        />
        <Select
          aria-label={t("entry.nature")}
          value={natureOf(entry, hints)}
          options={natures.map((nature) => ({ value: nature, label: t(`nature.${nature}`) }))}
          onChange={(nature) => change({ nature })}
        />
        <Segmented
          aria-label={t("entry.matter")}
          value={entry.matter}
          options={matters.map((matter) => ({ value: matter, label: t(`matter.${matter}`) }))}
          onChange={(matter) => change({ matter })}
        />
        <Segmented
          aria-label={t("entry.urgency")}
          value={entry.urgency}
          options={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))}
          onChange={(urgency) => change({ urgency })}
        />
      </div>
      <Similar similar={hints?.similarNeeds ?? null} />
    </div>
  );
}

function Similar({ similar }: { similar: DraftHints["similarNeeds"] | null }): ReactNode {
  if (!similar || similar.items.length === 0) return null;
  return (
    <p className="soft">
      {similar.sentence ?? t("post.similar")}{" "}
      {similar.items.map(({ need }) => (
        <a key={need.id} className="similar" href={address("/", { need: need.id })}>
          {need.number} {need.title}
        </a>
      ))}
    </p>
  );
}
