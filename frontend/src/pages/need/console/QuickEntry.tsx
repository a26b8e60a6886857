import { Alert, Button, Input, Select } from "antd";
import { type SubmitEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { useRegion } from "../../../app/console/region";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/console/Answer";
import { useRegionChoices } from "../../region/choices";
import { useDraftHints } from "../draft";
import { PostNeed } from "../steps";
import { type Entry, emptyEntry, inputOf } from "./entry";
import { EntryGuesses } from "./EntryGuesses";

const channels: readonly Word<"Channel">[] = ["PHONE", "WECHAT", "DESK", "VISIT", "PAPER", "MEETING", "HOTLINE"];

/** A need in one line while the caller speaks: own words, phone, compound; the rest is guessed and may be changed. */
export function QuickEntry({ posted }: { posted: (need: string) => void }): ReactNode {
  const { region } = useRegion();
  const compounds = useRegionChoices("COMPOUND", region.id);
  const [entry, setEntry] = useState(emptyEntry);
  const [number, setNumber] = useState<string | null>(null);
  const hints = useDraftHints(entry.words, region.id);
  const step = useStep(PostNeed);
  const hasWords = entry.words.trim() !== "";

  function change(piece: Partial<Entry>): void {
    setEntry((before) => ({ ...before, ...piece }));
  }

  async function save(event?: SubmitEvent): Promise<void> {
    event?.preventDefault();
    if (!hasWords) return;
    const outcome = await step.run(inputOf(entry, hints, region.id));
    if (outcome.kind === "done") {
      setNumber(outcome.value.need.number);
      setEntry({ ...emptyEntry, channel: entry.channel });
      posted(outcome.value.need.id);
    }
  }

  function saveByKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  }

  return (
    <form
      className="quick-entry"
      aria-label={t("entry.title")}
      onSubmit={(event) => void save(event)}
      onKeyDown={saveByKey}
    >
      <div className="quick-line">
        <Input.TextArea
          className="quick-words"
          aria-label={t("entry.words")}
          placeholder={t("entry.words")}
          autoSize={{ minRows: 1, maxRows: 5 }}
          value={entry.words}
          onChange={(event) => change({ words: event.target.value })}
        />
        <Input
          className="quick-phone"
          type="tel"
          aria-label={t("entry.phone")}
          placeholder={t("entry.phone")}
          value={entry.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
        <Select
          className="quick-compound"
          aria-label={t("entry.compound")}
          value={entry.region}
          options={[{ value: "", label: t("entry.wholeCommunity") }, ...compounds]}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(compound) => change({ region: compound })}
        />
        <Select
          className="quick-channel"
          aria-label={t("entry.channel")}
          value={entry.channel}
          options={channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
          onChange={(channel) => change({ channel })}
        />
        <Button type="primary" htmlType="submit" loading={step.busy} disabled={!hasWords} title={t("entry.key")}>
          {t("entry.save")}
        </Button>
      </div>
      {number !== null && !hasWords && <Alert type="success" showIcon title={t("entry.saved", { number })} />}
      {hasWords && <EntryGuesses entry={entry} hints={hints} change={change} />}
      <StepNote step={step} />
    </form>
  );
}
