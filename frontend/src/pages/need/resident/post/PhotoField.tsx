import { type ChangeEvent, type ReactNode, useId, useState } from "react";
import { t } from "../../../../app/text";
import { Icon } from "../../../../parts/resident/Icon";
import type { Photo } from "./savedDraft";
import { shrunk } from "./shrinking";

const most = 3;

interface Props {
  photos: readonly Photo[];
  onChange: (photos: readonly Photo[]) => void;
}

/** Up to three photos of the thing itself; never asked for, and never of papers or faces. */
export function PhotoField({ photos, onChange }: Props): ReactNode {
  const id = useId();
  const [isUnread, setIsUnread] = useState(false);

  async function add(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const files = Array.from(event.target.files ?? []).slice(0, most - photos.length);
    event.target.value = "";
    const read = await Promise.all(files.map(shrunk));
    setIsUnread(read.includes(null));
    onChange([...photos, ...read.filter((photo) => photo !== null)]);
  }

  return (
    <div className="card">
      <h2 className="field-title">
        {t("photo.title")}
        <span className="optional">{t("form.optional")}</span>
      </h2>
      <p className="hint" id={`${id}-hint`}>
        {t("photo.hint")}
      </p>
      <ul className="photos">
        {photos.map((photo, index) => (
          <li key={photo.data.slice(-40)}>
            <img src={photo.data} alt={t("photo.shown", { number: index + 1 })} />
            <button
              type="button"
              className="photo-remove"
              aria-label={t("photo.remove", { number: index + 1 })}
              onClick={() => onChange(photos.filter((other) => other !== photo))}
            >
              ×
            </button>
          </li>
        ))}
        {photos.length < most && (
          <li>
            <label className="photo-add">
              <input
                type="file"
                accept="image/jpeg,image/png,image/webp"
                multiple
                aria-describedby={`${id}-hint`}
                onChange={(event) => void add(event)}
              />
              <Icon name="photo" />
              {t("photo.add")}
            </label>
          </li>
        )}
      </ul>
      {isUnread && (
        <p className="note note-warn" role="alert">
          {t("photo.unread")}
        </p>
      )}
    </div>
  );
}
