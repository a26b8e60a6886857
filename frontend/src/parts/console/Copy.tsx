import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../app/text";

/** Copies a text to the clipboard, also over plain HTTP, where the newer way is missing. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
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
  document.execCommand("copy");
  area.remove();
}
