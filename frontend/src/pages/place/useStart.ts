import { useState } from "react";
import { useSession } from "../../app/session";
import { homeOf } from "../region/home";
import { useHere, useHereRegion } from "../region/here";
import { placeOf } from "../region/place";
import type { Point } from "./walk";

export type Locating = "idle" | "asking" | "refused";

/** From where one walks: where the device says it is, else one's own building, else the community's middle. */
export function useStart() {
  const { person } = useSession();
  const here = useHere();
  const region = useHereRegion();
  const [found, setFound] = useState<Point | null>(null);
  const [locating, setLocating] = useState<Locating>("idle");
  const home = person?.region;
  const isHome = here !== "" && homeOf(home).community === here;

  function locate(): void {
    setLocating("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFound({ lat: coords.latitude, lng: coords.longitude });
        setLocating("idle");
      },
      () => setLocating("refused"),
      { timeout: 15_000, maximumAge: 60_000 },
    );
  }

  const known = isHome && home ? home : region;
  const name = isHome && home ? placeOf(home) : region?.name;
  const point = known?.lat != null && known.lng != null ? { lat: known.lat, lng: known.lng } : null;
  return { here, start: found ?? point, isFound: found !== null, name: name ?? "", locating, locate };
}
