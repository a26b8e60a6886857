import { Button, Checkbox, Form, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { today } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { units } from "../../../parts/amount";
import { LineField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { EditPartnership, type Partnership, RecordPartnership } from "./documents";

interface PromiseValues {
  text: string;
  quantity?: number | string | null;
  unit?: Word<"Unit"> | null;
}

interface Values {
  badge: string;
  startsOn: string;
  endsOn?: string | null;
  terms?: string | null;
  regionBrings?: string;
  promises?: PromiseValues[];
  isPaused?: boolean;
}

const inputOf = ({ badge, startsOn, endsOn, terms, regionBrings, promises }: Values) => ({
  badge,
  startsOn,
  endsOn: endsOn || null,
  terms: terms ?? "",
  regionBrings: regionBrings ?? "",
  promises: (promises ?? []).map(({ text, quantity, unit }) => ({
    text,
    quantity: quantity === undefined || quantity === null || quantity === "" ? null : String(quantity),
    unit: unit ?? null,
  })),
});

interface Props {
  partner: string;
  region: string;
  /** The partnership to edit; a new one without. */
  partnership?: Partnership;
  done: () => void;
  close: () => void;
}

/** 合伙协议: what both sides agreed, until when. */
export function PartnershipForm({ partner, region, partnership, done, close }: Props): ReactNode {
  if (partnership)
    return (
      <StepForm
        title={t("partnership.editTitle", { badge: partnership.badge })}
        send={t("form.save")}
        document={EditPartnership}
        initial={{ ...partnership, endsOn: partnership.endsOn ?? "", isPaused: partnership.status === "PAUSED" }}
        input={({ isPaused, ...values }: Values) => ({
          partnership: partnership.id,
          version: partnership.version,
          ...inputOf(values),
          isPaused: isPaused === (partnership.status === "PAUSED") ? null : (isPaused ?? null),
        })}
        done={done}
        close={close}
      >
        <PartnershipFields />
        <Form.Item name="isPaused" valuePropName="checked">
          <Checkbox>{t("partnership.pause")}</Checkbox>
        </Form.Item>
      </StepForm>
    );
  return (
    <StepForm
      title={t("partnership.record")}
      send={t("form.save")}
      document={RecordPartnership}
      initial={{ startsOn: today() }}
      input={(values: Values) => ({ partner, region, ...inputOf(values) })}
      done={done}
      close={close}
    >
      <PartnershipFields />
    </StepForm>
  );
}

function PartnershipFields(): ReactNode {
  return (
    <>
      <LineField name="badge" label={t("partnership.badge")} hint={t("partnership.badgeHint")} required />
      <LineField name="startsOn" label={t("partnership.startsOn")} type="date" required />
      <LineField name="endsOn" label={t("partnership.endsOn")} type="date" hint={t("partnership.endsOnHint")} />
      <Promises />
      <TextField name="regionBrings" label={t("partnership.regionBrings")} rows={2} />
      <TextField name="terms" label={t("partnership.terms")} hint={t("partnership.termsHint")} rows={5} />
    </>
  );
}

function Promises(): ReactNode {
  return (
    <Form.Item label={t("partnership.promises")}>
      <Form.List name="promises">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="promise-line">
                <Form.Item
                  name={[name, "text"]}
                  rules={[{ required: true, message: t("form.required") }]}
                  noStyle
                >
                  <Input aria-label={t("partnership.promise")} placeholder={t("partnership.promise")} />
                </Form.Item>
                <Form.Item name={[name, "quantity"]} noStyle>
                  <InputNumber min={0} aria-label={t("column.amount")} placeholder={t("column.amount")} />
                </Form.Item>
                <Form.Item name={[name, "unit"]} noStyle>
                  <Select
                    allowClear
                    aria-label={t("partnership.unit")}
                    placeholder={t("partnership.unit")}
                    options={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
                  />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t("partnership.removePromise")}</Button>
              </div>
            ))}
            <Button onClick={() => add({ text: "" })}>{t("partnership.addPromise")}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
