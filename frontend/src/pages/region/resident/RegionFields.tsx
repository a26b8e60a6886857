import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { SelectField } from "../../../parts/resident/Form";
import { useRegionChoices } from "../choices";
import type { ChosenRegion } from "../home";

interface Props {
  value: ChosenRegion;
  onChange: (value: ChosenRegion) => void;
}

/** Which community, and which compound in it. */
export function RegionFields({ value, onChange }: Props): ReactNode {
  const communities = useRegionChoices("COMMUNITY", null);
  const compounds = useRegionChoices("COMPOUND", value.community, value.community === "");
  // Without a network there is nothing to choose from, and what was chosen before stays.
  if (communities.length === 0 && value.community !== "") return null;
  return (
    <>
      <SelectField
        label={t("region.community")}
        value={value.community}
        none={t("region.choose")}
        options={communities}
        onChange={(community) => onChange({ community, compound: "" })}
        required
      />
      {compounds.length > 0 && (
        <SelectField
          label={t("region.compound")}
          value={value.compound}
          none={t("region.unsure")}
          options={compounds}
          onChange={(compound) => onChange({ ...value, compound })}
        />
      )}
    </>
  );
}
