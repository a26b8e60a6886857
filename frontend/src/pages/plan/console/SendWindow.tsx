import { Modal } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Line } from "./documents";

interface Props {
  lines: readonly Line[];
  isBusy: boolean;
  send: () => void;
  close: () => void;
}

/** The last look before many are asked at once. */
export function SendWindow({ lines, isBusy, send, close }: Props): ReactNode {
  const partners = new Set(lines.map(({ match }) => match.resource.partner?.id));
  return (
    <Modal
      open
      title={t("plan.sendTitle", { count: lines.length, partners: partners.size })}
      okText={t("plan.sendNow")}
      okButtonProps={{ loading: isBusy }}
      onOk={send}
      onCancel={close}
    >
      <p>{t("plan.sendHint")}</p>
    </Modal>
  );
}
