import { Form, Input, InputNumber, Radio, Select, type SelectProps } from "antd";
import type { ReactNode } from "react";
import { t } from "../../app/text";
import type { Word } from "../../graph/graphql";

interface FieldProps {
  name: string;
  label: string;
  required?: boolean;
  hint?: ReactNode;
}

function rulesOf(required: boolean | undefined) {
  return required ? [{ required: true, message: t("form.required") }] : [];
}

export function LineField({ name, label, required, hint, type = "text" }: FieldProps & { type?: string }): ReactNode {
  return (
    <Form.Item name={name} label={label} rules={rulesOf(required)} extra={hint}>
      <Input type={type} />
    </Form.Item>
  );
}

export function TextField({ name, label, required, hint, rows = 3 }: FieldProps & { rows?: number }): ReactNode {
  return (
    <Form.Item name={name} label={label} rules={rulesOf(required)} extra={hint}>
      <Input.TextArea rows={rows} />
    </Form.Item>
  );
}

export function NumberField({ name, label, required, hint, min = 0 }: FieldProps & { min?: number }): ReactNode {
  return (
    <Form.Item name={name} label={label} rules={rulesOf(required)} extra={hint}>
      <InputNumber min={min} style={{ width: "100%" }} />
    </Form.Item>
  );
}

export function ChoiceField({ name, label, required, hint, ...rest }: FieldProps & SelectProps): ReactNode {
  return (
    <Form.Item name={name} label={label} rules={rulesOf(required)} extra={hint}>
      <Select showSearch={{ optionFilterProp: "label" }} {...rest} />
    </Form.Item>
  );
}

const spoken: readonly Word<"Channel">[] = ["PHONE", "WECHAT", "DESK", "VISIT", "PAPER"];

/** How staff heard what they record for somebody else. */
export function ChannelField(): ReactNode {
  return (
    <Form.Item name="channel" label={t("onBehalf.channel")} initialValue="PHONE" extra={t("onBehalf.hint")}>
      <Radio.Group
        optionType="button"
        options={spoken.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
      />
    </Form.Item>
  );
}
