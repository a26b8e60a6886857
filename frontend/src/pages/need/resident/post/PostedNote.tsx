import type { ReactNode } from "react";
import { address } from "../../../../app/router";
import { t } from "../../../../app/text";
import { momentOf } from "../../../../app/time";
import { DangerNote } from "../../../../parts/resident/DangerNote";
import { Icon } from "../../../../parts/resident/Icon";
import type { Posted } from "./outbox";

/** The need has arrived: its number, the promised date, and where to look next. */
export function PostedNote({ need }: { need: Posted }): ReactNode {
  return (
    <>
      <DangerNote dangers={need.dangers} />
      <section className="card posted">
        <Icon name="check" />
        <p className="standing">{t("posted.received")}</p>
        <dl className="pairs">
          <dt>{t("posted.number")}</dt>
          <dd>{need.number}</dd>
          <dt>{t("posted.respondBy")}</dt>
          <dd>{momentOf(need.respondBy)}</dd>
          <dt>{t("posted.finishBy")}</dt>
          <dd>{momentOf(need.finishBy)}</dd>
        </dl>
        <p className="actions">
          <a className="button" href={address("/needs", need.id)}>
            {t("home.progress")}
          </a>
          <a className="button button-plain" href="#/">
            {t("page.home")}
          </a>
        </p>
      </section>
    </>
  );
}
