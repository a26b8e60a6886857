import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Empty } from "../../../parts/resident/Answer";
import { Page } from "../../../parts/resident/Page";

export function NotFoundPage(): ReactNode {
  return (
    <Page title={t("notFound.title")}>
      <Empty
        action={
          <a className="button" href="#/">
            {t("page.home")}
          </a>
        }
      >
        {t("notFound.explained")}
      </Empty>
    </Page>
  );
}
