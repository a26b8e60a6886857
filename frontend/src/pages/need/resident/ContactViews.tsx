import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const ContactViewsFields = graphql(`
  fragment ContactViewsFields on Person {
    id
    contactViews(first: 20) {
      called
      partner
      needNumber
      reason
      at
    }
  }
`);

interface Props {
  person: FragmentOf<typeof ContactViewsFields>;
  /** Only what was opened for this need; every opening without it. */
  need?: string;
}

/** 谁看过我的信息: every opening of phone or door, with who and what for. */
export function ContactViews({ person, need }: Props): ReactNode {
  const { contactViews } = readFragment(ContactViewsFields, person);
  const views = contactViews.filter((view) => need === undefined || view.needNumber === need);
  return (
    <section className="card">
      <h2>{t("views.title")}</h2>
      {views.length === 0 ? (
        <p>{t("views.none")}</p>
      ) : (
        <ul className="rows">
          {views.map((view) => (
            <li key={`${view.at} ${view.called}`}>
              <strong>
                {view.partner ? t("visit.helper", { name: view.called, partner: view.partner }) : view.called}
              </strong>
              <p>{view.reason}</p>
              <p className="hint">
                {momentOf(view.at)}
                {need === undefined && view.needNumber && ` · ${view.needNumber}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="hint">{t("views.hint")}</p>
    </section>
  );
}
