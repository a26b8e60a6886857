import type { ReactNode } from "react";
import { t } from "../../app/text";
import { Icon } from "./Icon";

/** What to do at once; it stands before everything else and never stops a need from being sent. */
export function DangerNote({ dangers }: { dangers: readonly { show: string }[] }): ReactNode {
  if (dangers.length === 0) return null;
  return (
    <section className="note note-danger" role="alert">
      <h2>
        <Icon name="danger" />
        {t("danger.title")}
      </h2>
      {dangers.map(({ show }) => (
        <p key={show}>
          <Sentence>{show}</Sentence>
        </p>
      ))}
      <p>{t("danger.goOn")}</p>
    </section>
  );
}

/** A sentence whose telephone numbers can be tapped. */
function Sentence({ children }: { children: string }): ReactNode {
  return children.split(/(\d{3,})/).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={`tel:${piece}`}>
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}
