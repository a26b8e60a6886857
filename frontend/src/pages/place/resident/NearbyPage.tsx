import { lazy, type ReactNode, Suspense, useState } from "react";
import { useQuery } from "urql";
import { ErrorBoundary } from "../../../app/ErrorBoundary";
import { t } from "../../../app/text";
import { graphql, type Word } from "../../../graph/graphql";
import { Answer, Empty, Loading, Problem } from "../../../parts/resident/Answer";
import { Choices } from "../../../parts/resident/Form";
import { MoreButton } from "../../../parts/resident/MoreButton";
import { Page } from "../../../parts/resident/Page";
import { HereField } from "../../region/resident/HereField";
import { useStart } from "../useStart";
import type { Point } from "../walk";
import { PlaceCard, PlaceCardFields } from "./PlaceCard";
import "./place.css";

const PlaceMap = lazy(() => import("./PlaceMap"));

const NearbyQuery = graphql.persisted(
  "Nearby",
  graphql(
    `
      query Nearby($near: PointInput, $region: ID, $kind: PlaceKind) {
        places(first: 100, near: $near, region: $region, kind: $kind) {
          place {
            id
            kind
            name
            lat
            lng
          }
          ...PlaceCardFields
        }
      }
    `,
    [PlaceCardFields],
  ),
);

type Kind = Word<"PlaceKind">;
const kinds: readonly Kind[] = ["LIVING", "CARING", "LEARNING", "VISITING", "WORKING"];

/** 附近: what is within a walk, as a list first, then on a drawn map. */
export default function NearbyPage(): ReactNode {
  const { here, start, isFound, name, locating, locate } = useStart();
  const [kind, setKind] = useState<Kind | "ALL">("ALL");
  return (
    <Page title={t("door.nearby")}>
      <div className="card no-print">
        <p className="place-start">
          {start && t(isFound ? "place.fromHere" : "place.from", { name })}
          {"geolocation" in navigator && (
            <button type="button" className="text-button" disabled={locating === "asking"} onClick={locate}>
              {t(locating === "asking" ? "place.locating" : "place.locate")}
            </button>
          )}
        </p>
        <div role="status">{locating === "refused" && <p className="hint">{t("place.notLocated")}</p>}</div>
        {!isFound && <HereField />}
        <Choices
          legend={t("place.kind")}
          hint={kind === "ALL" ? undefined : t(`placeHint.${kind}`)}
          value={kind}
          options={[
            { value: "ALL" as const, label: t("place.all") },
            ...kinds.map((value) => ({ value, label: t(`placeKind.${value}`) })),
          ]}
          isCompact
          onChange={setKind}
        />
      </div>
      {start || here !== "" ? (
        <Places key={kind} start={start} region={here} kind={kind === "ALL" ? null : kind} />
      ) : (
        <Empty>{t("place.chooseFirst")}</Empty>
      )}
    </Page>
  );
}

interface PlacesProps {
  start: Point | null;
  region: string;
  kind: Kind | null;
}

const step = 10;

function Places({ start, region, kind }: PlacesProps): ReactNode {
  const [shown, setShown] = useState(step);
  const [isMap, setIsMap] = useState(false);
  const [result, ask] = useQuery({
    query: NearbyQuery,
    variables: start ? { near: start, kind } : { region, kind },
  });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ places }) =>
        places.length === 0 ? (
          <Empty>{t("place.none")}</Empty>
        ) : (
          <>
            <ul className="cards" aria-label={t("door.nearby")}>
              {places.slice(0, shown).map((each) => (
                <PlaceCard key={each.place.id} place={each} />
              ))}
            </ul>
            <MoreButton isShown={shown < places.length} onClick={() => setShown(shown + step)} />
            {start && (
              <section className="no-print" aria-labelledby="map">
                <h2 id="map">{t("place.map")}</h2>
                {isMap ? (
                  <ErrorBoundary fallback={<Problem sentence={t("place.mapBroken")} />}>
                    <Suspense fallback={<Loading />}>
                      <PlaceMap start={start} places={places.map(({ place }) => place)} />
                    </Suspense>
                  </ErrorBoundary>
                ) : (
                  <button type="button" className="button button-plain" onClick={() => setIsMap(true)}>
                    {t("place.showMap")}
                  </button>
                )}
              </section>
            )}
          </>
        )
      }
    </Answer>
  );
}
