import { type ReactNode, useId, useState } from "react";
import { t } from "../../../app/text";

/** Where a list is dropped, or chosen with mouse or keyboard. */
export function DropField({ take }: { take: (file: File) => void }): ReactNode {
  const [isOver, setIsOver] = useState(false);
  const id = useId();

  function takeFirst(files: FileList | null): void {
    const file = files?.[0];
    if (file) take(file);
  }

  return (
    <label
      htmlFor={id}
      className={isOver ? "drop drop-over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        takeFirst(event.dataTransfer.files);
      }}
    >
      <strong>{t("import.drop")}</strong>
      <span className="soft">{t("import.dropHint")}</span>
      <input
        id={id}
        type="file"
        accept=".xlsx,.xls,.ods,.csv,.tsv"
        onChange={(event) => {
          takeFirst(event.target.files);
          event.target.value = "";
        }}
      />
    </label>
  );
}
