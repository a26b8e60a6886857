import type { ReactNode } from "react";
import { useRegion } from "../../../../app/console/region";
import { t } from "../../../../app/text";
import { ChoiceField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { useStaffChoices } from "../../../person/staff";
import { HandOverNeed } from "../steps";
import type { MoveProps } from "./subject";

/** To a colleague, who owns the need from then on. */
export function HandOverForm({ need, done, close }: MoveProps): ReactNode {
  const { region } = useRegion();
  const staff = useStaffChoices(region.id).filter((colleague) => colleague.value !== need.owner?.id);
  return (
    <StepForm
      title={t("needMove.HAND_OVER")}
      send={t("needMove.HAND_OVER")}
      document={HandOverNeed}
      input={({ owner }: { owner: string }) => ({ need: need.id, owner })}
      done={done}
      close={close}
    >
      <ChoiceField name="owner" label={t("handOver.owner")} options={staff} required />
    </StepForm>
  );
}
