import { Alert, Checkbox, Select } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { ColumnTable } from "./ColumnTable";
import type { Order, Preview } from "./documents";
import { FaultTable } from "./FaultTable";

export type Chosen = Partial<Pick<Order, "sheet" | "addRegions" | "columns">>;

interface Props {
  preview: Preview;
  order: Order;
  isBusy: boolean;
  change: (piece: Chosen) => void;
  children: ReactNode;
}

/** What a list was understood as: counts, columns, the first lines, and what is kept out and why. */
export function ImportPreview({ preview, order, isBusy, change, children }: Props): ReactNode {
  const { counts, sheet, otherSheets, newRegions, newPartners } = preview;
  const asksForRegions = newRegions.length > 0 || order.addRegions;
  return (
    <div className="import-preview" aria-busy={isBusy}>
      <dl className="import-counts">
        <Figure name={t("import.read")} value={counts.read} />
        <Figure name={t("import.new")} value={counts.new} tone="good" />
        <Figure name={t("import.sameName")} value={counts.same} />
        <Figure name={t("import.badName")} value={counts.bad} tone={counts.bad > 0 ? "bad" : undefined} />
        <Figure name={t("import.skipped")} value={counts.skipped} />
      </dl>
      <div className="import-choices">
        {otherSheets.length > 0 && (
          <label className="import-choice">
            {t("import.sheet")}
            <Select
              aria-label={t("import.sheet")}
              value={sheet}
              options={[sheet, ...otherSheets].map((name) => ({ value: name, label: name }))}
              onChange={(name) => change({ sheet: name, columns: [] })}
              popupMatchSelectWidth={false}
            />
          </label>
        )}
        <Checkbox
          checked={order.addRegions ?? false}
          onChange={(event) => change({ addRegions: event.target.checked })}
        >
          {t("import.addRegions")}
        </Checkbox>
      </div>
      {asksForRegions && newRegions.length > 0 && (
        <Alert className="stacked" type="info" title={t("import.newRegions", { names: newRegions.join("、") })} />
      )}
      {newPartners.length > 0 && (
        <Alert className="stacked" type="info" title={t("import.newPartners", { names: newPartners.join("、") })} />
      )}
      {children}
      <h2>{t("import.columns")}</h2>
      <ColumnTable preview={preview} chosen={order.columns ?? []} change={(columns) => change({ columns })} />
      {preview.badLines.length > 0 && (
        <>
          <h2>{t("import.badLines", { count: counts.bad })}</h2>
          <FaultTable faults={preview.badLines} />
        </>
      )}
      {preview.warnings.length > 0 && (
        <>
          <h2>{t("import.warnings")}</h2>
          <FaultTable faults={preview.warnings} />
        </>
      )}
    </div>
  );
}

interface FigureProps {
  name: string;
  value: number;
  tone?: "good" | "bad" | undefined;
}

function Figure({ name, value, tone }: FigureProps): ReactNode {
  return (
    <div className={tone && `import-${tone}`}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
