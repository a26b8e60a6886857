import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../app/text";

/** Copies a text to the clipboard, also over plain HTTP, where the newer way is missing. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Over plain HTTP there is no clipboard.
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyBySelection(text);
    setIsCopied(true);
  }

  return (
    <Button type="primary" onClick={() => void copy()}>
      {isCopied ? t("copy.done") : label}
    </Button>
  );
}

function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Over plain HTTP there is no other way.
  document.execCommand("copy");
  area.remove();
}
