/** As the server reckons: 70 metres a minute, as older people walk, and a walk 1.3 times the straight line. */
const metresAMinute = 70;
const detour = 1.3;

/** The circle, in straight metres, within which one walks for at most so many minutes. */
export function walkingRadius(minutes: number): number {
  return (minutes * metresAMinute) / detour;
}

export interface Point {
  lat: number;
  lng: number;
}

/** A metre in degrees at a place, north and east: enough for the few streets around it. */
export function degreesAMetre({ lat }: Point): Point {
  const north = 1 / 111_195;
  return { lat: north, lng: north / Math.cos((lat * Math.PI) / 180) };
}

/** Four corners of a square around a point, a side of so many metres. */
export function squareAround(point: Point, side: number): [number, number][] {
  const metre = degreesAMetre(point);
  const [up, right] = [(side / 2) * metre.lat, (side / 2) * metre.lng];
  return [
    [point.lat - up, point.lng - right],
    [point.lat - up, point.lng + right],
    [point.lat + up, point.lng + right],
    [point.lat + up, point.lng - right],
  ];
}
