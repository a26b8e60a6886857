import { Alert } from "antd";
import type { ReactNode } from "react";
import { t } from "../../app/text";

/** What to do at once; shown before everything else, and stops nothing. */
export function DangerAlert({ dangers }: { dangers: readonly { show: string }[] }): ReactNode {
  if (dangers.length === 0) return null;
  return (
    <Alert
      className="stacked"
      type="error"
      showIcon
      title={t("danger.staff")}
      description={dangers.map(({ show }) => (
        <div key={show}>
          <strong>{show}</strong>
        </div>
      ))}
    />
  );
}
