import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";

export const PlaceCardFields = graphql(`
  fragment PlaceCardFields on NearbyPlace {
    distanceM
    walkingMinutes
    place {
      id
      kind
      name
      address
      hours
      phone
      note
      confirmedAt
      isFresh
    }
  }
`);

/** One place: what, how far on foot, when open, and how sure that is. */
export function PlaceCard({ place: fields }: { place: FragmentOf<typeof PlaceCardFields> }): ReactNode {
  const { place, distanceM, walkingMinutes } = readFragment(PlaceCardFields, fields);
  return (
    <li className="card">
      <div className="place-head">
        <span className={`place-mark place-${place.kind}`} aria-hidden="true">
          {t(`placeMark.${place.kind}`)}
        </span>
        <h2 className="card-title">{place.name}</h2>
        {walkingMinutes !== null && (
          <span className="place-way">
            <b>{t("place.minutes", { count: Math.max(1, walkingMinutes) })}</b>
            {distanceM !== null && <small>{t("place.metres", { count: Math.round(distanceM / 10) * 10 })}</small>}
          </span>
        )}
      </div>
      <p>{place.hours === "" ? t("place.noHours") : place.hours}</p>
      {place.address !== "" && <p className="hint">{place.address}</p>}
      {place.note !== "" && <p>{place.note}</p>}
      {place.phone && (
        <p>
          <a className="place-phone" href={`tel:${place.phone}`}>
            {place.phone}
          </a>
        </p>
      )}
      <p className="hint">
        {t(`placeKind.${place.kind}`)} ·{" "}
        {t(place.isFresh ? "place.confirmed" : "place.stale", { day: dayOf(place.confirmedAt) })}
      </p>
    </li>
  );
}
