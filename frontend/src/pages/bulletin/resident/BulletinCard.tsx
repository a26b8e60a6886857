import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { Icon } from "../../../parts/resident/Icon";

export const BulletinCardFields = graphql(`
  fragment BulletinCardFields on Bulletin {
    id
    title
    text
    from
    until
    isPinned
    region {
      id
      name
    }
  }
`);

interface Props {
  bulletin: FragmentOf<typeof BulletinCardFields>;
  /** The heading's level fits the page around it. */
  isShort?: boolean;
}

/** One bulletin: what, from whom, until when. */
export function BulletinCard({ bulletin, isShort }: Props): ReactNode {
  const { title, text, from, until, isPinned, region } = readFragment(BulletinCardFields, bulletin);
  const Heading = isShort ? "h3" : "h2";
  return (
    <article className={isShort ? "card bulletin bulletin-short" : "card bulletin"}>
      <Heading className="card-title">
        <Icon name="news" />
        {title}
      </Heading>
      <p className="bulletin-text">{text}</p>
      <p className="facts">
        {isPinned && <span className="state">{t("bulletin.pinned")}</span>}
        {region && <span>{region.name}</span>}
        <span>{until ? t("bulletin.until", { day: dayOf(noonOf(until)) }) : dayOf(noonOf(from))}</span>
      </p>
    </article>
  );
}

function noonOf(day: string): string {
  return `${day}T12:00:00+08:00`;
}
