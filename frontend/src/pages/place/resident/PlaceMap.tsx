import "leaflet/dist/leaflet.css";
import { circle, circleMarker, divIcon, type LatLngTuple, map as makeMap, marker, polygon, type Map } from "leaflet";
import { type ReactNode, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql, type Word } from "../../../graph/graphql";
import { type Point, squareAround, walkingRadius } from "../walk";

const CompoundsQuery = graphql.persisted(
  "Compounds",
  graphql(`
    query Compounds {
      regions(first: 100, level: COMPOUND) {
        edges {
          node {
            id
            name
            lat
            lng
          }
        }
      }
    }
  `),
);

interface Place extends Point {
  id: string;
  name: string;
  kind: Word<"PlaceKind">;
}

interface Props {
  start: Point;
  places: readonly Place[];
}

const minutes = 15;
const compoundSide = 110;
const namesFrom = 16;

/** A drawn map on our own shapes: compounds as squares, the walk of 15 minutes as a circle, places by their kind. */
export default function PlaceMap({ start, places }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [{ data }] = useQuery({ query: CompoundsQuery, requestPolicy: "cache-first" });

  useEffect(() => {
    if (box.current === null) return;
    const map = makeMap(box.current, {
      attributionControl: false,
      scrollWheelZoom: false,
      zoomAnimation: false,
      zoomSnap: 0.25,
      minZoom: 13,
      maxZoom: 18,
    });
    const centre: LatLngTuple = [start.lat, start.lng];
    map.setView(centre, 15);
    const walk = circle(centre, { radius: walkingRadius(minutes), className: "map-walk" });
    for (const { node } of data?.regions.edges ?? []) {
      if (node.lat !== null && node.lng !== null) drawCompound(map, node.name, { lat: node.lat, lng: node.lng });
    }
    walk.addTo(map);
    circleMarker(centre, { radius: 8, className: "map-start" }).bindTooltip(t("place.you")).addTo(map);
    for (const place of places) drawPlace(map, place);
    // Names of compounds are told where there is room for them.
    map.on("zoomend", () => map.getContainer().classList.toggle("map-close", map.getZoom() >= namesFrom));
    map.fitBounds(walk.getBounds());
    return () => {
      map.remove();
    };
  }, [start, places, data]);

  return (
    <figure className="map">
      <div ref={box} className="map-box" aria-label={t("place.mapLabel")} role="region" />
      <figcaption>{t("place.mapNote", { minutes })}</figcaption>
    </figure>
  );
}

function drawCompound(map: Map, name: string, point: Point): void {
  polygon(squareAround(point, compoundSide), { className: "map-compound" })
    .bindTooltip(escaped(name), { permanent: true, direction: "center", className: "map-name" })
    .addTo(map);
}

function drawPlace(map: Map, { name, kind, lat, lng }: Place): void {
  const icon = divIcon({
    className: "map-place",
    html: `<span class="place-mark place-${kind}">${t(`placeMark.${kind}`)}</span>`,
    iconSize: [44, 44],
  });
  marker([lat, lng], { icon, title: name, alt: name }).bindPopup(escaped(name)).addTo(map);
}

/** Leaflet writes its labels as HTML. */
function escaped(text: string): string {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
