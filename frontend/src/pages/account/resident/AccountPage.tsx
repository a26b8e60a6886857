import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useLargeType } from "../../../app/preferences";
import { useSession } from "../../../app/session";
import { switchLanguage, t } from "../../../app/text";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { Answer, StepNote } from "../../../parts/resident/Answer";
import { CheckField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { ContactViews, ContactViewsFields } from "../../need/resident/ContactViews";
import { Switches } from "../../notification/resident/Switches";
import { SetQuiet } from "../documents";
import { useSignOut } from "../signOut";
import { EraseForm } from "./EraseForm";
import { ExportButton } from "./ExportButton";
import { PasswordForm } from "./PasswordForm";
import { Sessions } from "./Sessions";

const AccountQuery = graphql.persisted(
  "Account",
  graphql(
    `
    query Account {
      viewer {
        person {
          id
          called
          isQuiet
          region {
            id
            fullName
          }
          private {
            name
            phone
            address
          }
          ...ContactViewsFields
        }
        sessions {
          isThis
          beganAt
          expiresAt
        }
      }
    }
  `,
    [ContactViewsFields],
  ),
);

type Account = ResultOf<typeof AccountQuery>["viewer"];
type Person = NonNullable<Account["person"]>;

/** 我的账号: who I am here, who looked at my number, my password and sign-ins, and the way out. */
export default function AccountPage(): ReactNode {
  return (
    <Page title={t("account.title")}>
      {useSession().isSignedIn ? <Account /> : <SignInFirst then="/account">{t("account.signIn")}</SignInFirst>}
    </Page>
  );
}

function Account(): ReactNode {
  const [result, ask] = useQuery({ query: AccountQuery });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ viewer: { person, sessions } }) =>
        person && (
          <>
            <Myself person={person} />
            <ContactViews person={person} />
            <Display person={person} />
            <Unfolding title={t("account.switches")}>
              <Switches />
            </Unfolding>
            <Unfolding title={t("account.password")}>
              <PasswordForm done={again} />
            </Unfolding>
            <Unfolding title={t("account.sessions", { count: sessions.length })}>
              <Sessions sessions={sessions} />
            </Unfolding>
            <Unfolding title={t("account.data")}>
              <ExportButton />
              <EraseForm />
            </Unfolding>
          </>
        )
      }
    </Answer>
  );
}

function Myself({ person }: { person: Person }): ReactNode {
  const signOut = useSignOut();
  const known = person.private;
  return (
    <section className="card">
      <h2>{person.called}</h2>
      <dl className="pairs">
        {known?.name && <Pair name={t("contact.name")} value={known.name} />}
        {known?.phone && <Pair name={t("contact.phone")} value={known.phone} />}
        {person.region && <Pair name={t("account.region")} value={person.region.fullName} />}
        {known?.address && <Pair name={t("contact.address")} value={known.address} />}
      </dl>
      <p className="hint">{t("account.wrong")}</p>
      <p className="actions">
        <button type="button" className="button button-plain" onClick={signOut}>
          {t("account.signOut")}
        </button>
      </p>
    </section>
  );
}

function Pair({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Display({ person }: { person: Person }): ReactNode {
  const step = useStep(SetQuiet);
  const isLarge = useLargeType();
  const [isQuiet, setIsQuiet] = useState(person.isQuiet);

  async function turn(quiet: boolean): Promise<void> {
    setIsQuiet(quiet);
    if ((await step.run({ person: person.id, quiet })).kind !== "done") setIsQuiet(!quiet);
  }

  return (
    <section className="card">
      <h2>{t("account.settings")}</h2>
      <CheckField label={t("account.quiet")} checked={isQuiet} onChange={(quiet) => void turn(quiet)} />
      <p className="hint">{t("account.quietHint")}</p>
      <StepNote step={step} />
      <p className="hint">{t(isLarge ? "account.largeOn" : "account.largeOff")}</p>
      <p className="actions">
        <button
          type="button"
          className="button button-plain"
          onClick={switchLanguage}
          lang={t("header.otherLanguageCode")}
        >
          {t("header.otherLanguage")}
        </button>
      </p>
    </section>
  );
}

function Unfolding({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <details className="card">
      <summary>{title}</summary>
      {children}
    </details>
  );
}
