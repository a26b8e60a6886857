import { Checkbox } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { Mark } from "../../../parts/console/Mark";
import { Deadline, NeedStatusTag, UrgencyTag } from "../../../parts/console/Tags";
import { placeOf, PlaceFields } from "../../region/place";
import { HeadlineFields, headlineOf } from "../headline";
import type { Ticked } from "./bulk/bulk";

export const NeedRowFields = graphql(
  `
    fragment NeedRowFields on Need {
      id
      number
      ...HeadlineFields
      status
      urgency
      nature
      respondBy
      finishBy
      isPublished
      region {
        ...PlaceFields
      }
      owner {
        id
        called
      }
      parts {
        id
        isGap
      }
      dangers {
        pattern
      }
      urges {
        count
      }
    }
  `,
  [HeadlineFields, PlaceFields],
);

interface Props {
  need: FragmentOf<typeof NeedRowFields>;
  href: string;
  isSelected: boolean;
  isTicked: boolean;
  tick: (need: Ticked) => void;
}

/** One need in the desk's list. */
export function NeedRow({ need, href, isSelected, isTicked, tick }: Props): ReactNode {
  const fields = readFragment(NeedRowFields, need);
  const { number, status, urgency, nature, region, owner } = fields;
  const called = headlineOf(fields);
  const urged = fields.urges?.count ?? 0;
  const isWaiting = status === "RAISED" || status === "REOPENED";
  const isRunning = isWaiting || ["ACCEPTED", "DISPATCHED", "TAKEN", "UNDER_WAY"].includes(status);
  return (
    <li className={isSelected ? "need-row need-row-selected" : "need-row"}>
      <Checkbox
        className="need-row-tick"
        aria-label={t("bulk.tick", { need: called })}
        checked={isTicked}
        onChange={() => tick({ id: fields.id, called })}
      />
      <a href={href} aria-current={isSelected ? "true" : undefined}>
        <span className="need-row-head">
          {fields.dangers.length > 0 && <Mark tone="red">{t("danger.tag")}</Mark>}
          {urged > 0 && <Mark tone="magenta">{t("bulk.urged", { count: urged })}</Mark>}
          <UrgencyTag urgency={urgency} />
          <strong>{called}</strong>
          <span className="soft need-row-number">{number}</span>
        </span>
        <span className="need-row-facts">
          <NeedStatusTag status={status} />
          {nature !== "HELP" && <Mark>{t(`nature.${nature}`)}</Mark>}
          {fields.parts.some((part) => part.isGap) && <Mark tone="magenta">{t("need.gap")}</Mark>}
          {fields.isPublished && <Mark tone="blue">{t("need.published")}</Mark>}
          {isRunning && <Deadline at={isWaiting ? fields.respondBy : fields.finishBy} />}
          {region && <span>{placeOf(region)}</span>}
          {owner && <span>{owner.called}</span>}
        </span>
      </a>
    </li>
  );
}
