import { Modal, Switch } from "antd";
import type { ReactNode } from "react";
import { useKeysAreOn } from "../../../app/console/keys";
import { t, type TextKey } from "../../../app/text";

const keys: readonly (readonly [string, TextKey])[] = [
  ["j", "keys.next"],
  ["k", "keys.previous"],
  ["Enter", "keys.open"],
  ["/", "keys.search"],
  ["n", "keys.enter"],
  ["a", "keys.accept"],
  ["1 – 5", "keys.ask"],
  ["Ctrl + Enter", "keys.send"],
  ["u", "keys.undo"],
  ["x", "keys.tick"],
  ["Esc", "keys.close"],
  ["?", "keys.show"],
];

/** The keys of the desk, and the switch that turns single keys off. */
export function KeysWindow({ close }: { close: () => void }): ReactNode {
  const [areOn, turn] = useKeysAreOn();
  return (
    <Modal open title={t("keys.title")} onCancel={close} footer={null} width={580}>
      <dl className="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="keys-switch">
        <Switch id="keys-on" checked={areOn} onChange={turn} />
        <label htmlFor="keys-on">{t("keys.on")}</label>
      </p>
      <p className="soft">{t("keys.hint")}</p>
    </Modal>
  );
}
