import { createContext, type ReactNode, useContext } from "react";
import { type CombinedError, useQuery } from "urql";
import { graphql, type ResultOf } from "../graph/graphql";
import { HomeFields } from "../pages/region/home";

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
              ...HomeFields
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
    [HomeFields],
  ),
);

export type Session = ResultOf<typeof SessionQuery>["viewer"];

const SessionContext = createContext<Session | null>(null);

interface Props {
  waiting: ReactNode;
  broken: (error: CombinedError, again: () => void) => ReactNode;
  children: ReactNode;
}

/** Asks who is signed in before anything else is drawn. */
export function SessionProvider({ waiting, broken, children }: Props): ReactNode {
  const [{ data, error }, ask] = useQuery({ query: SessionQuery });
  if (data) return <SessionContext value={data.viewer}>{children}</SessionContext>;
  if (error) return broken(error, () => ask({ requestPolicy: "network-only" }));
  return waiting;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession is used outside SessionProvider");
  return session;
}
