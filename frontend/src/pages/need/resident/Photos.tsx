import type { ReactNode } from "react";
import { t } from "../../../app/text";

interface Props {
  photos: readonly { id: string; address: string; width: number | null; height: number | null }[];
}

/** The photos that came with a need, for those who may see them. */
export function Photos({ photos }: Props): ReactNode {
  if (photos.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("photo.sent")}</h2>
      <ul className="photos">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <a href={photo.address} target="_blank" rel="noreferrer">
              <img
                src={photo.address}
                alt={t("photo.shown", { number: index + 1 })}
                width={photo.width ?? undefined}
                height={photo.height ?? undefined}
                loading="lazy"
              />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
