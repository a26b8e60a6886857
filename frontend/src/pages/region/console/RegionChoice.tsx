import { Select } from "antd";
import type { ReactNode } from "react";
import { useRegion } from "../../../app/console/region";
import { useRegionChoices } from "../choices";

interface Props {
  label: string;
  region: string;
  choose: (region: string) => void;
}

/** The regions the officer works for, and the communities below the one the desk is turned to. */
export function RegionChoice({ label, region, choose }: Props): ReactNode {
  const { region: atDesk, regions } = useRegion();
  const isAbove = atDesk.level !== "COMMUNITY";
  const below = useRegionChoices("COMMUNITY", atDesk.id, !isAbove);
  const own = regions.map(({ id, name }) => ({ value: id, label: name }));
  const choices = [...own, ...below.filter(({ value }) => own.every((each) => each.value !== value))];
  return (
    <label>
      <span>{label}</span>
      <Select
        aria-label={label}
        value={choices.some(({ value }) => value === region) ? region : null}
        options={choices}
        onChange={(chosen) => choose(chosen)}
        showSearch={{ optionFilterProp: "label" }}
      />
    </label>
  );
}
