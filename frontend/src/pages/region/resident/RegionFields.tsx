import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { SelectField } from "../../../parts/resident/Form";
import { useRegionChoices } from "../choices";

export interface ChosenRegion {
  community: string;
  compound: string;
}

interface Props {
  value: ChosenRegion;
  onChange: (value: ChosenRegion) => void;
}

/** Which community, and which compound in it. */
export function RegionFields({ value, onChange }: Props): ReactNode {
  const communities = useRegionChoices("COMMUNITY", null);
  const compounds = useRegionChoices("COMPOUND", value.community, value.community === "");
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

export function regionOf({ community, compound }: ChosenRegion): string {
  return compound === "" ? community : compound;
}

interface Home {
  id: string;
  level: string;
  parent: { id: string; level: string; parent: { id: string; level: string } | null } | null;
}

/** Where a person lives, as far as it says which community: so that it is not asked again. */
export function homeOf(region: Home | null | undefined): ChosenRegion {
  const chain = [region, region?.parent, region?.parent?.parent];
  const idOf = (level: string): string => chain.find((each) => each?.level === level)?.id ?? "";
  return { community: idOf("COMMUNITY"), compound: idOf("COMPOUND") };
}
