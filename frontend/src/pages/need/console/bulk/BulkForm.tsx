import { Form, Modal } from "antd";
import { type ReactNode, useId } from "react";
import { t } from "../../../../app/text";
import { momentIn } from "../../../../app/time";
import { LineField } from "../../../../parts/console/Fields";
import { ReplyField } from "../../../reply/console/ReplyField";
import type { Work } from "./bulk";

interface Props {
  move: "hold" | "recall";
  count: number;
  run: (work: Work) => void;
  close: () => void;
}

interface Values {
  reasonText?: string;
  until?: string;
}

/** The reason that holds for all of them, and until when they wait. */
export function BulkForm({ move, count, run, close }: Props): ReactNode {
  const id = useId();
  const isHold = move === "hold";

  function finish({ reasonText = "", until = "" }: Values): void {
    if (isHold) run({ move, reasonText, until: momentIn(until) ?? "" });
    else run({ move: "recall", reasonText });
  }

  return (
    <Modal
      open
      title={t(isHold ? "bulk.holdTitle" : "bulk.recallTitle", { count })}
      okText={t(isHold ? "bulk.hold" : "bulk.recall")}
      okButtonProps={{ htmlType: "submit", form: id }}
      onCancel={close}
      destroyOnHidden
    >
      <Form<Values> id={id} layout="vertical" onFinish={finish}>
        {isHold ? (
          <>
            <ReplyField name="reasonText" label={t("hold.reason")} hint={t("hold.hint")} rows={2} required />
            <LineField name="until" label={t("need.holdUntil")} type="datetime-local" required />
          </>
        ) : (
          <ReplyField name="reasonText" label={t("recall.reason")} rows={2} />
        )}
      </Form>
    </Modal>
  );
}
