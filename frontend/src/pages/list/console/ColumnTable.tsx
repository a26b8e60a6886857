import { Select } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { Mark, type Tone } from "../../../parts/console/Mark";
import type { Preview } from "./documents";

interface Choice {
  column: number;
  field?: string | null | undefined;
}

interface Props {
  preview: Preview;
  chosen: readonly Choice[];
  change: (columns: Choice[]) => void;
}

const tones: Record<Word<"ColumnSource">, Tone> = {
  KNOWN: "green",
  ALIKE: "gold",
  CHOSEN: "blue",
  DROPPED: "plain",
  UNKNOWN: "orange",
};

const left = "";
const samples = 3;

/** Every column of the file: its head, its first values, and what it is taken for, which may be changed by hand. */
export function ColumnTable({ preview, chosen, change }: Props): ReactNode {
  const { columns, fields, sampleLines } = preview;
  const options = [
    { value: left, label: t("import.leaveOut") },
    ...fields.map(({ field, label }) => ({ value: field, label })),
  ];
  const first = sampleLines.slice(0, samples);

  function choose(column: number, field: string): void {
    change([...chosen.filter((each) => each.column !== column), { column, field: field === left ? null : field }]);
  }

  return (
    <div className="wide">
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.head")}</th>
            <th scope="col">{t("import.takenFor")}</th>
            <th scope="col">{t("import.how")}</th>
            {first.map(({ line }) => (
              <th key={line} scope="col">
                {t("import.line", { line })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ column, letters, head, field, label, source, likeness }) => (
            <tr key={column}>
              <td>{letters}</td>
              <th scope="row">{head}</th>
              <td>
                {source === "DROPPED" ? (
                  <span className="soft">{t("import.neverTaken")}</span>
                ) : (
                  <Select
                    className="sheet-choice"
                    aria-label={t("import.columnIs", { head: head || letters })}
                    value={field ?? left}
                    options={options}
                    showSearch={{ optionFilterProp: "label" }}
                    onChange={(value) => choose(column, value)}
                    popupMatchSelectWidth={false}
                  />
                )}
              </td>
              <td>
                <Mark tone={tones[source]}>
                  {source === "ALIKE" ? t("import.alike", { percent: likeness }) : t(`columnSource.${source}`)}
                </Mark>
              </td>
              {first.map(({ line, cells }) => (
                <td key={line} className="sheet-sample">
                  {field ? cells.find((cell) => cell.head === label || cell.head === head)?.text : ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
