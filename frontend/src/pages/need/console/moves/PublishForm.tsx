import { Checkbox, Form } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../../app/text";
import { LineField, TextField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { PublishNeed } from "../steps";
import type { MoveProps } from "./subject";

interface Values {
  title: string;
  text: string;
  claimable: boolean;
}

/** The public wording; the server lists what could point at a person, and asks once more. */
export function PublishForm({ need, done, close }: MoveProps): ReactNode {
  const [isWarned, setIsWarned] = useState(false);
  return (
    <StepForm
      title={t("needMove.PUBLISH")}
      send={t(isWarned ? "publish.confirm" : "needMove.PUBLISH")}
      document={PublishNeed}
      initial={{ title: need.title, text: need.text ?? "", claimable: false }}
      input={({ title, text, claimable }: Values) => ({
        need: need.id,
        title: title.trim(),
        text: text.trim(),
        claimable,
        confirmed: isWarned,
      })}
      done={done}
      refused={(refusal) => setIsWarned(refusal.__typename === "PublishWarning")}
      close={close}
    >
      <p className="soft">{t("publish.hint")}</p>
      <LineField name="title" label={t("publish.title")} required />
      <TextField name="text" label={t("publish.text")} required />
      <Form.Item name="claimable" valuePropName="checked">
        <Checkbox>{t("publish.claimable")}</Checkbox>
      </Form.Item>
    </StepForm>
  );
}
