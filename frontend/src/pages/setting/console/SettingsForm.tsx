import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { LineField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { EditRegionSettings, type Group, type Line } from "./documents";

interface Props {
  region: string;
  group: Group;
  done: () => void;
  close: () => void;
}

/** One group of settings: a field that is left empty takes what the region above says. */
export function SettingsForm({ region, group, done, close }: Props): ReactNode {
  const before = Object.fromEntries(group.lines.map(({ key, own }) => [key, own ?? ""]));
  return (
    <StepForm
      title={t("settings.editTitle", { group: t(`settingGroup.${group.group}`) })}
      send={t("form.save")}
      document={EditRegionSettings}
      initial={before}
      input={(values: Record<string, string>) => ({
        region,
        group: group.group,
        version: group.version,
        lines: Object.entries(values)
          .filter(([key, value]) => value.trim() !== before[key])
          .map(([key, value]) => ({ key, value: value.trim() || null })),
      })}
      done={done}
      close={close}
    >
      <p>{t("settings.editHint")}</p>
      {group.lines.map((line) => (
        <LineField key={line.key} name={line.key} label={line.label} hint={hintOf(line)} />
      ))}
    </StepForm>
  );
}

function hintOf({ value, own, isText, least, most }: Line): string {
  const span = t(isText ? "settings.textSpan" : "settings.span", { least, most });
  return own === null ? `${t("settings.now", { value: value || "—" })} ${span}` : span;
}
