import type { ReactNode } from "react";
import { t } from "../../app/text";

export function MoreButton({ isShown, onClick }: { isShown: boolean; onClick: () => void }): ReactNode {
  if (!isShown) return null;
  return (
    <button type="button" className="button button-plain" onClick={onClick}>
      {t("state.more")}
    </button>
  );
}
