import { type ReactNode, useEffect } from "react";
import { useQuery } from "urql";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { Icon, type IconName } from "../../../parts/resident/Icon";
import { LatestBulletin } from "../../bulletin/resident/LatestBulletin";
import { NeedCard, NeedCardFields } from "../../need/resident/NeedCard";

const HomeQuery = graphql.persisted(
  "Home",
  graphql(
    `
      query Home {
        needs(filter: { published: true, open: true }, first: 3) {
          edges {
            node {
              id
              ...NeedCardFields
            }
          }
        }
      }
    `,
    [NeedCardFields],
  ),
);

export function HomePage(): ReactNode {
  const { isSignedIn, person, roles } = useSession();
  useEffect(() => {
    document.title = t("brand");
  }, []);
  return (
    <>
      <section className="hero">
        <h1>{isSignedIn ? t("home.greeting", { called: person?.called ?? "" }) : t("home.title")}</h1>
        <p>{t("home.explained")}</p>
      </section>
      <nav className="ways" aria-label={t("home.ways")}>
        <Way href="#/post" icon="need" name={t("home.need")} does={t("home.needExplained")} tone="main" />
        <Way href="#/help" icon="help" name={t("home.help")} does={t("home.helpExplained")} tone="warm" />
        <Way href="#/needs" icon="progress" name={t("home.progress")} does={t("home.progressExplained")} tone="plain" />
        <Way href="#/call" icon="phone" name={t("home.call")} does={t("home.callExplained")} tone="plain" />
      </nav>
      <LatestBulletin />
      <nav className="doors" aria-label={t("home.places")}>
        <Door href="#/nearby" icon="near" name={t("door.nearby")} />
        <Door href="#/lists" icon="lists" name={t("door.lists")} />
        <Door href="#/neighbourhood" icon="people" name={t("door.neighbourhood")} />
      </nav>
      {roles.length > 0 && (
        <p className="staff-way">
          <a href="/console.html">{t("home.console")}</a>
        </p>
      )}
      <Neighbourhood />
    </>
  );
}

interface WayProps {
  href: string;
  icon: IconName;
  name: string;
  does: string;
  tone: "main" | "warm" | "plain";
}

function Way({ href, icon, name, does, tone }: WayProps): ReactNode {
  return (
    <a className={`way way-${tone}`} href={href}>
      <Icon name={icon} />
      <span>
        <strong>{name}</strong>
        <small>{does}</small>
      </span>
    </a>
  );
}

function Door({ href, icon, name }: { href: string; icon: IconName; name: string }): ReactNode {
  return (
    <a className="door" href={href}>
      <Icon name={icon} />
      {name}
    </a>
  );
}

function Neighbourhood(): ReactNode {
  const [result, again] = useQuery({ query: HomeQuery, context: needContext });
  return (
    <section aria-labelledby="neighbourhood">
      <div className="section-head">
        <h2 id="neighbourhood">{t("home.neighbourhood")}</h2>
        <a href="#/neighbourhood">{t("home.more")}</a>
      </div>
      <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
        {({ needs }) =>
          needs.edges.length === 0 ? (
            <Empty>{t("home.nothingPublished")}</Empty>
          ) : (
            <ul className="cards">
              {needs.edges.map(({ node }) => (
                <NeedCard key={node.id} need={node} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

/** An empty list names no needs; this tells the cache that new needs concern it all the same. */
const needContext = { additionalTypenames: ["Need"] };
