import { Checkbox, Form, Radio } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../../app/text";
import type { Word } from "../../../../graph/graphql";
import { ChannelField, TextField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { EvaluateNeed } from "../../steps";
import { satisfiedWords, solvedWords, useOfferedReasons } from "../../verdict";
import { askerOf, type MoveProps } from "./subject";

interface Values {
  solved: Word<"Solved">;
  satisfied?: Word<"Satisfied">;
  reasons?: string[];
  text?: string;
  channel: Word<"Channel">;
}

/** 代评: the asker's own verdict, as told; what was not said stays open. */
export function EvaluateForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("evaluate.onBehalf")}
      send={t("evaluate.record")}
      document={EvaluateNeed}
      input={({ channel, ...values }: Values) => ({
        need: need.id,
        ...values,
        onBehalf: { ...askerOf(need), channel },
      })}
      done={done}
      close={close}
    >
      <Form.Item name="solved" label={t("evaluate.solved")} rules={[{ required: true, message: t("form.required") }]}>
        <Radio.Group
          optionType="button"
          options={solvedWords.map((value) => ({ value, label: t(`solved.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="satisfied" label={t("evaluate.satisfied")} extra={t("evaluate.satisfiedHint")}>
        <Radio.Group
          optionType="button"
          options={satisfiedWords.map((value) => ({ value, label: t(`satisfied.${value}`) }))}
        />
      </Form.Item>
      <Reasons />
      <TextField name="text" label={t("evaluate.text")} rows={2} />
      <ChannelField />
    </StepForm>
  );
}

function Reasons(): ReactNode {
  const form = Form.useFormInstance<Values>();
  const solved = Form.useWatch("solved", form) as Word<"Solved"> | undefined;
  const satisfied = Form.useWatch<Word<"Satisfied"> | undefined>("satisfied", form);
  const offered = useOfferedReasons(solved ?? "", satisfied ?? "");
  if (offered.length === 0) return null;
  return (
    <Form.Item name="reasons" label={t("evaluate.reasons")}>
      <Checkbox.Group options={offered} />
    </Form.Item>
  );
}
