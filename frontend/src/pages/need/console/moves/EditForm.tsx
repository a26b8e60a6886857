import { Form, Segmented } from "antd";
import type { ReactNode } from "react";
import { useRegion } from "../../../../app/console/region";
import { t } from "../../../../app/text";
import type { Word } from "../../../../graph/graphql";
import { ChoiceField, LineField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { useRegionChoices } from "../../../region/choices";
import { manners, natures, urgencies } from "../filters";
import { EditNeed } from "../steps";
import type { MoveProps } from "./subject";

interface Values {
  summary: string;
  nature: Word<"Nature">;
  manner: Word<"Manner">;
  urgency: Word<"Urgency">;
  region: string;
  name?: string;
  phone?: string;
  relation?: string;
  address?: string;
  door?: string;
}

/** Everything that was guessed or heard wrongly. */
export function EditForm({ need, done, close }: MoveProps): ReactNode {
  const { region } = useRegion();
  const compounds = useRegionChoices("COMPOUND", region.id);
  const contact = need.private;
  return (
    <StepForm
      title={t("needMove.EDIT")}
      send={t("form.save")}
      document={EditNeed}
      initial={{
        summary: need.title,
        nature: need.nature,
        manner: need.manner,
        urgency: need.urgency,
        region: need.region?.id,
        name: contact?.contactName,
        phone: contact?.contactPhone,
        relation: contact?.contactRelation,
        address: contact?.address,
        door: contact?.door,
      }}
      input={({ summary, nature, manner, urgency, region: place, ...rest }: Values) => ({
        need: need.id,
        version: need.version,
        summary: summary.trim(),
        nature,
        manner,
        urgency,
        region: place,
        contact: rest,
      })}
      done={done}
      close={close}
    >
      <LineField name="summary" label={t("accept.summary")} hint={t("accept.summaryHint")} required />
      <Form.Item name="nature" label={t("filter.nature")}>
        <Segmented options={natures.map((nature) => ({ value: nature, label: t(`nature.${nature}`) }))} />
      </Form.Item>
      <Form.Item name="manner" label={t("need.manner")}>
        <Segmented options={manners.map((manner) => ({ value: manner, label: t(`manner.${manner}`) }))} />
      </Form.Item>
      <Form.Item name="urgency" label={t("filter.urgency")}>
        <Segmented options={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))} />
      </Form.Item>
      <ChoiceField
        name="region"
        label={t("need.region")}
        options={[{ value: region.id, label: t("entry.wholeCommunity") }, ...compounds]}
        required
      />
      <LineField name="name" label={t("contact.name")} />
      <LineField name="phone" label={t("contact.phone")} type="tel" />
      <LineField name="relation" label={t("contact.relation")} />
      <LineField name="address" label={t("contact.address")} />
      <LineField name="door" label={t("contact.door")} />
    </StepForm>
  );
}
