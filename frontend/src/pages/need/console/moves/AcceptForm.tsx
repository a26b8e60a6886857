import { Form, Segmented } from "antd";
import type { ReactNode } from "react";
import { useRegion } from "../../../../app/console/region";
import { useSession } from "../../../../app/session";
import { t } from "../../../../app/text";
import type { Word } from "../../../../graph/graphql";
import { ChoiceField, LineField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { useStaffChoices } from "../../../person/staff";
import { urgencies } from "../filters";
import { AcceptNeed } from "../steps";
import type { MoveProps } from "./subject";

interface Values {
  owner: string;
  urgency: Word<"Urgency">;
  matter: Word<"Matter">;
  summary: string;
}

const matters: readonly Word<"Matter">[] = ["PERSONAL", "PUBLIC"];

/** 受理: an owner, a clock, and a summary that names nobody. */
export function AcceptForm({ need, done, close }: MoveProps): ReactNode {
  const { region } = useRegion();
  const { person } = useSession();
  const staff = useStaffChoices(region.id);
  return (
    <StepForm
      title={t("needMove.ACCEPT")}
      send={t("needMove.ACCEPT")}
      document={AcceptNeed}
      initial={{ owner: person?.id, urgency: need.urgency, matter: need.matter, summary: need.title }}
      input={({ owner, urgency, matter, summary }: Values) => ({
        need: need.id,
        owner,
        urgency,
        matter,
        summary: summary.trim(),
        version: need.version,
      })}
      done={done}
      close={close}
    >
      <ChoiceField name="owner" label={t("need.owner")} options={staff} required />
      <Form.Item name="urgency" label={t("filter.urgency")} extra={t("accept.urgencyHint")}>
        <Segmented options={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))} />
      </Form.Item>
      <Form.Item name="matter" label={t("entry.matter")}>
        <Segmented options={matters.map((matter) => ({ value: matter, label: t(`matter.${matter}`) }))} />
      </Form.Item>
      <LineField name="summary" label={t("accept.summary")} hint={t("accept.summaryHint")} required />
    </StepForm>
  );
}
