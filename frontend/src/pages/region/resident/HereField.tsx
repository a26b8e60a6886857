import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { SelectField } from "../../../parts/resident/Form";
import { useRegionChoices } from "../choices";
import { chooseHere, useHere } from "../here";

/** Which community; asked once, then remembered on this device. */
export function HereField({ hint }: { hint?: string }): ReactNode {
  const here = useHere();
  const communities = useRegionChoices("COMMUNITY", null);
  return (
    <SelectField
      label={t("region.community")}
      {...(hint === undefined ? {} : { hint })}
      value={here}
      {...(here === "" ? { none: t("region.choose") } : {})}
      options={communities}
      onChange={chooseHere}
    />
  );
}
