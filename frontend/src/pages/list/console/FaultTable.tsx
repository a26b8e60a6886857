import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import type { Preview } from "./documents";

const shownFirst = 10;

/** Lines with what is wrong or worth a look, and what can be done about it. */
export function FaultTable({ faults }: { faults: Preview["badLines"] }): ReactNode {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? faults : faults.slice(0, shownFirst);
  return (
    <div className="wide">
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">{t("import.row")}</th>
            <th scope="col">{t("import.head")}</th>
            <th scope="col">{t("import.fault")}</th>
            <th scope="col">{t("import.remedy")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, letters, head, code, message, remedy }, index) => (
            <tr key={`${line} ${letters ?? ""} ${code} ${index}`}>
              <td>{t("import.line", { line })}</td>
              <td>{[letters, head].filter(Boolean).join(" ")}</td>
              <td>{message}</td>
              <td>{remedy}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < faults.length && (
        <Button type="link" onClick={() => setIsWhole(true)}>
          {t("import.showAll", { count: faults.length })}
        </Button>
      )}
    </div>
  );
}
