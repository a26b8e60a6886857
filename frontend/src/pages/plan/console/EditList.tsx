import { Button } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Mark } from "../../../parts/console/Mark";
import type { Edit } from "./edits";

interface Props {
  edits: readonly Edit[];
  /** Those that the server could not follow. */
  refused: readonly Edit[];
  change: (edits: Edit[]) => void;
}

/** What staff changed in the plan, each to be undone by itself. */
export function EditList({ edits, refused, change }: Props): ReactNode {
  if (edits.length === 0) return null;
  return (
    <section className="plan-edits" aria-label={t("plan.edits")}>
      <h2>{t("plan.edits")}</h2>
      <ul className="plain-list">
        {edits.map((edit) => (
          <li key={`${edit.part} ${edit.resource ?? ""}`}>
            <span>
              {refused.includes(edit) && <Mark tone="red">{t("plan.notPossible")}</Mark>}{" "}
              {t(`planEdit.${edit.kind}`, { need: edit.need, resource: edit.called })}
            </span>
            <Button size="small" onClick={() => change(edits.filter((each) => each !== edit))}>
              {t("plan.undo")}
            </Button>
          </li>
        ))}
      </ul>
      {edits.length > 1 && (
        <Button size="small" onClick={() => change([])}>
          {t("plan.undoAll")}
        </Button>
      )}
    </section>
  );
}
