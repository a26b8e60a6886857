import { createContext, type ReactNode, useContext, useDeferredValue, useEffect } from "react";
import { type CombinedError, useQuery } from "urql";
import { graphql, type ResultOf } from "../graph/graphql";
import { HomeFields } from "../pages/region/home";
import { PlaceFields } from "../pages/region/place";

const SessionQuery = graphql.persisted(
  "Session",
  graphql(
    `
      query Session {
        viewer {
          isSignedIn
          isDemo
          person {
            id
            called
            prefersLargeType
            region {
              lat
              lng
              ...HomeFields
              ...PlaceFields
            }
          }
          roles {
            role
            region {
              id
              name
              fullName
              level
            }
          }
          partners {
            id
            name
            kind
            status
            region {
              ...HomeFields
            }
          }
        }
      }
    `,
    [HomeFields, PlaceFields],
  ),
);

export type Session = ResultOf<typeof SessionQuery>["viewer"];

const SessionContext = createContext<Session | null>(null);

interface Props {
  waiting: ReactNode;
  broken: (error: CombinedError, again: () => void) => ReactNode;
  remembered?: boolean;
  children: ReactNode;
}

const stored = "session";

function remember(viewer: Session): void {
  try {
    if (viewer.isSignedIn) localStorage.setItem(stored, JSON.stringify(viewer));
    else localStorage.removeItem(stored);
  } catch {
    // A device that keeps nothing asks again next time.
  }
}

function lastKnown(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(stored) ?? "null") as Session | null;
  } catch {
    return null;
  }
}

/**
 * Asks who is signed in before anything else is drawn.
 *
 * With `remembered`, a page that is opened without a network goes on as the person it knew last on this device: what
 * was being written can be read and written on, and the server judges anew whatever is sent.
 */
export function SessionProvider({ waiting, broken, remembered = false, children }: Props): ReactNode {
  const [answer, ask] = useQuery({ query: SessionQuery });
  // Deferred, React draws the page in short pieces between which a slow telephone hears taps.
  const { data, error } = useDeferredValue(answer);
  const viewer = data?.viewer;
  useEffect(() => {
    if (remembered && viewer) remember(viewer);
  }, [remembered, viewer]);
  if (error?.networkError && remembered && !data) {
    const last = lastKnown();
    if (last) return <SessionContext value={last}>{children}</SessionContext>;
  }
  if (data) return <SessionContext value={data.viewer}>{children}</SessionContext>;
  if (error) return broken(error, () => ask({ requestPolicy: "network-only" }));
  return waiting;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession is used outside SessionProvider");
  return session;
}
