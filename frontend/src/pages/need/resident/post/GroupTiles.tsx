import type { ReactNode } from "react";
import { t, type TextKey } from "../../../../app/text";
import { Icon, type IconName } from "../../../../parts/resident/Icon";

/** The groups of categories, in the words of the stairwell and by how often they are asked for. */
export const groups = [
  ["HOME", "repair"],
  ["ELDER", "elder"],
  ["HEALTH", "health"],
  ["MEAL", "meal"],
  ["CHILD", "child"],
  ["AGENT", "errand"],
  ["ESTATE", "estate"],
  ["SAFE", "safe"],
  ["LAW", "law"],
  ["CARE", "care"],
  ["CULTURE", "culture"],
  ["WORK", "work"],
] as const satisfies readonly (readonly [string, IconName])[];

interface Props {
  value: string;
  onChange: (group: string) => void;
}

/** 哪方面的事: a tile for each group; tapping the chosen one again lets go of it. */
export function GroupTiles({ value, onChange }: Props): ReactNode {
  return (
    <div role="group" aria-label={t("post.group")}>
      <h2 className="field-title">{t("post.group")}</h2>
      <div className="group-tiles">
        {groups.map(([group, icon]) => (
          <button
            key={group}
            type="button"
            className="group-tile"
            aria-pressed={value === group}
            onClick={() => onChange(value === group ? "" : group)}
          >
            <Icon name={icon} />
            {t(`group.${group}` satisfies TextKey)}
          </button>
        ))}
      </div>
    </div>
  );
}
