import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { type Session, useSession } from "../session";

type Region = NonNullable<Session["roles"][number]["region"]>;

interface Chosen {
  region: Region;
  regions: Region[];
  choose: (id: string) => void;
}

const stored = "consoleRegion";
const RegionContext = createContext<Chosen | null>(null);

interface Props {
  /** What is drawn for somebody who holds no role anywhere. */
  otherwise: ReactNode;
  children: ReactNode;
}

/** The region the desk works for, one of those in which the person holds a role. */
export function RegionProvider({ otherwise, children }: Props): ReactNode {
  const { roles } = useSession();
  const regions = distinct(roles.flatMap(({ region }) => (region === null ? [] : [region])));
  const [id, setId] = useState(() => localStorage.getItem(stored));
  const region = regions.find((each) => each.id === id) ?? regions[0];
  if (!region) return otherwise;

  function choose(chosen: string): void {
    localStorage.setItem(stored, chosen);
    setId(chosen);
  }

  return <RegionContext value={{ region, regions, choose }}>{children}</RegionContext>;
}

export function useRegion(): Chosen {
  const chosen = useContext(RegionContext);
  if (chosen === null) throw new Error("useRegion is used outside RegionProvider");
  return chosen;
}

/** Call `turned` with the region when somebody turns the desk to another one, for a page with a region of its own. */
export function useDeskTurned(turned: (region: string) => void): void {
  const { region } = useRegion();
  const before = useRef(region.id);
  const turn = useRef(turned);
  useEffect(() => {
    turn.current = turned;
  });
  useEffect(() => {
    if (before.current === region.id) return;
    before.current = region.id;
    turn.current(region.id);
  }, [region.id]);
}

function distinct(regions: Region[]): Region[] {
  return [...new Map(regions.map((region) => [region.id, region])).values()];
}
