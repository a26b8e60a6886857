import { Alert, Button, Modal } from "antd";
import type { ReactNode } from "react";
import { t } from "../../app/text";
import { CopyButton } from "./Copy";

interface Props {
  title: string;
  hint: string;
  /** A link or a secret that is told this one time. */
  text: string;
  copy: string;
  close: () => void;
}

/** What the server tells only once: to be copied before the window closes. */
export function OnceWindow({ title, hint, text, copy, close }: Props): ReactNode {
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      mask={{ closable: false }}
      footer={<Button onClick={close}>{t("notice.done")}</Button>}
    >
      <p>{hint}</p>
      <Alert className="stacked once" type="info" title={text} />
      <CopyButton text={text} label={copy} />
    </Modal>
  );
}
