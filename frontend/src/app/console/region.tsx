import { createContext, type ReactNode, useContext, useState } from "react";
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

function distinct(regions: Region[]): Region[] {
  return [...new Map(regions.map((region) => [region.id, region])).values()];
}
