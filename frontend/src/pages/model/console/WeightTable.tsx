import { Collapse } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Models } from "./documents";

/** The weights that rank in the region now, and where each comes from. */
export function WeightTable({ models }: { models: Models }): ReactNode {
  return (
    <Collapse
      className="stacked"
      items={[
        {
          key: "weights",
          label: t("models.weights", { version: models.settingsVersion }),
          children: (
            <div className="wide" role="group" aria-label={t("models.used")} tabIndex={0}>
              <table className="figures">
                <thead>
                  <tr>
                    <th scope="col">{t("models.part")}</th>
                    <th scope="col">{t("models.asShipped")}</th>
                    <th scope="col">{t("models.ownWeight")}</th>
                    <th scope="col">{t("models.learned")}</th>
                    <th scope="col">{t("models.used")}</th>
                  </tr>
                </thead>
                <tbody>
                  {models.weights.map(({ code, label, shipped, own, learned, inForce }) => (
                    <tr key={code}>
                      <th scope="row">{label}</th>
                      <td>{shipped.toFixed(2)}</td>
                      <td>{own?.toFixed(2)}</td>
                      <td>{learned?.toFixed(2)}</td>
                      <td>{inForce.toFixed(2)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ),
        },
      ]}
    />
  );
}
