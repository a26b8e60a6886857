import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { type Session, useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { Answer, Empty, LiveNote } from "../../../parts/resident/Answer";
import { SelectField } from "../../../parts/resident/Form";
import { Icon, type IconName } from "../../../parts/resident/Icon";
import { Page } from "../../../parts/resident/Page";
import { DispatchCard, DispatchCardFields } from "../../dispatch/resident/DispatchCard";
import { Fitting } from "./Fitting";
import { GaveAndGot, GaveAndGotFields } from "./GaveAndGot";
import { UnitNeeds } from "./UnitNeeds";

const HelpQuery = graphql.persisted(
  "Help",
  graphql(
    `
      query Help($partner: ID!) {
        partner(id: $partner) {
          id
          dispatches(first: 50, open: true) {
            edges {
              node {
                id
                status
                ...DispatchCardFields
              }
            }
          }
          gaveAndGot {
            ...GaveAndGotFields
          }
        }
      }
    `,
    [DispatchCardFields, GaveAndGotFields],
  ),
);

const DispatchInboxChanges = graphql.persisted(
  "DispatchInboxChanges",
  graphql(`
    subscription DispatchInboxChanges($partner: ID!, $after: Int) {
      dispatchInbox(partner: $partner, after: $after) {
        seq
        move
      }
    }
  `),
);

const context = { additionalTypenames: ["Dispatch"] };

type Partner = Session["partners"][number];

/** 我能帮忙: what the partner was asked, what it offers, what it gave and got. */
export default function HelpPage(): ReactNode {
  const { partners } = useSession();
  const [chosen, setChosen] = useState(partners[0]?.id ?? "");
  const partner = partners.find((each) => each.id === chosen);
  return (
    <Page title={t("help.title")}>
      {partner ? (
        <>
          {partners.length > 1 && (
            <SelectField
              label={t("help.as")}
              value={chosen}
              options={partners.map((each) => ({ value: each.id, label: each.name }))}
              onChange={setChosen}
            />
          )}
          <Inbox partner={partner} />
        </>
      ) : (
        <Invitation />
      )}
    </Page>
  );
}

function Inbox({ partner }: { partner: Partner }): ReactNode {
  const [result, ask] = useQuery({ query: HelpQuery, variables: { partner: partner.id }, context });
  const [changes, setChanges] = useState(0);
  function again(): void {
    ask({ requestPolicy: "network-only" });
    setChanges((before) => before + 1);
  }
  const liveness = useLive(DispatchInboxChanges, { partner: partner.id }, again, again);
  return (
    <>
      <p className="subject">{partner.name}</p>
      {partner.status === "REGISTERED" && <p className="note note-soft">{t("help.waitingForConfirmation")}</p>}
      <LiveNote liveness={liveness} />
      <Answer of={result} again={again}>
        {({ partner: found }) => (
          <>
            <section aria-labelledby="asked">
              <h2 id="asked">{t("help.asked")}</h2>
              {found?.dispatches && found.dispatches.edges.length > 0 ? (
                <ul className="cards">
                  {found.dispatches.edges.map(({ node }) => (
                    <DispatchCard key={node.id} dispatch={node} />
                  ))}
                </ul>
              ) : (
                <Empty>{t("help.nothingAsked")}</Empty>
              )}
            </section>
            <nav className="doors doors-two" aria-label={t("help.more")}>
              <Door href={address("/partners", partner.id, "offer")} icon="help" text={t("help.offer")} />
              <Door href={address("/resources", { partner: partner.id })} icon="leaf" text={t("help.resources")} />
            </nav>
            <Fitting partner={partner.id} changes={changes} />
            <UnitNeeds partner={partner.id} />
            {found?.gaveAndGot && (
              <section className="card" aria-labelledby="gave-and-got">
                <div className="section-head">
                  <h2 id="gave-and-got">{t("partner.gaveAndGot")}</h2>
                  <a href={address("/partners", partner.id)}>{t("partner.open")}</a>
                </div>
                <GaveAndGot figures={found.gaveAndGot} />
              </section>
            )}
          </>
        )}
      </Answer>
    </>
  );
}

function Door({ href, icon, text }: { href: string; icon: IconName; text: string }): ReactNode {
  return (
    <a className="door" href={href}>
      <Icon name={icon} />
      {text}
    </a>
  );
}

/** For somebody who is not a partner yet: what helping means here, and two ways in. */
function Invitation(): ReactNode {
  const { isSignedIn } = useSession();
  return (
    <>
      <section className="card">
        <p>{t("help.explained")}</p>
        <p>{t("help.voluntary")}</p>
        <p className="actions">
          {isSignedIn ? (
            <a className="button" href="#/help/register">
              {t("help.register")}
            </a>
          ) : (
            <a className="button" href={address("/sign-in", { then: "/help" })}>
              {t("signIn.open")}
            </a>
          )}
          <a className="button button-plain" href="#/call">
            {t("home.call")}
          </a>
        </p>
      </section>
      <p>
        <a href="#/neighbourhood">{t("help.lookFirst")}</a>
      </p>
    </>
  );
}
