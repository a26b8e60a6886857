import { type ReactNode, Suspense, useEffect } from "react";
import { sentenceOf } from "../../graph/client";
import { useStep } from "../../graph/step";
import { SetPreference } from "../../pages/account/documents";
import { useSignOut } from "../../pages/account/signOut";
import { Loading, Problem } from "../../parts/resident/Answer";
import { Icon } from "../../parts/resident/Icon";
import { ErrorBoundary } from "../ErrorBoundary";
import { isLargeTypeUndecided, preferLargeType, useLargeType } from "../preferences";
import { address, usePlace } from "../router";
import { SessionProvider, useSession } from "../session";
import { switchLanguage, t } from "../text";
import { pageAt } from "./routes";

export function Shell(): ReactNode {
  return (
    <SessionProvider
      waiting={<Loading />}
      broken={(error, again) => <Unreachable sentence={sentenceOf(error)} again={again} />}
    >
      <Banner />
      <Header />
      <Content />
      <Footer />
    </SessionProvider>
  );
}

function Unreachable({ sentence, again }: { sentence: string; again: () => void }): ReactNode {
  return (
    <main className="content">
      <h1>{t("brand")}</h1>
      <Problem sentence={sentence} again={again} />
      <p>{t("call.instead")}</p>
    </main>
  );
}

function Banner(): ReactNode {
  return useSession().isDemo ? <aside className="demo-banner">{t("demo.banner")}</aside> : null;
}

function Header(): ReactNode {
  const { isSignedIn, person } = useSession();
  const { path } = usePlace();
  return (
    <header className="header">
      <a className="brand" href="#/">
        <Icon name="hands" />
        <span>{t("brand")}</span>
      </a>
      <nav className="header-actions" aria-label={t("header.settings")}>
        <LargeTypeSwitch />
        <button type="button" className="quiet-button" onClick={switchLanguage} lang={t("header.otherLanguageCode")}>
          {t("header.otherLanguage")}
        </button>
        {isSignedIn ? (
          <SignOutButton called={person?.called ?? ""} />
        ) : (
          <a className="quiet-button" href={address("/sign-in", { then: path === "/sign-in" ? undefined : path })}>
            {t("signIn.open")}
          </a>
        )}
      </nav>
    </header>
  );
}

function LargeTypeSwitch(): ReactNode {
  const isLarge = useLargeType();
  const { isSignedIn, person } = useSession();
  const { run } = useStep(SetPreference);

  useEffect(() => {
    if (person?.prefersLargeType && isLargeTypeUndecided()) preferLargeType(true);
  }, [person]);

  function change(): void {
    preferLargeType(!isLarge);
    if (isSignedIn) void run({ prefersLargeType: !isLarge });
  }

  return (
    <button type="button" className="quiet-button" aria-pressed={isLarge} onClick={change}>
      {t(isLarge ? "header.normalType" : "header.largeType")}
    </button>
  );
}

function SignOutButton({ called }: { called: string }): ReactNode {
  const signOut = useSignOut();
  return (
    <button type="button" className="quiet-button" onClick={signOut}>
      {t("signOut.of", { called })}
    </button>
  );
}

function Content(): ReactNode {
  const { path } = usePlace();
  const page = pageAt(path);
  return (
    <main className="content" id="content">
      <ErrorBoundary key={path} fallback={<Problem sentence={t("page.broken")} again={() => location.reload()} />}>
        <Suspense fallback={<Loading />}>{page}</Suspense>
      </ErrorBoundary>
    </main>
  );
}

function Footer(): ReactNode {
  return (
    <footer className="footer">
      <p>
        <a href="#/call">{t("footer.call")}</a>
      </p>
      <p>{t("footer.hotline")}</p>
      <p>{t("footer.emergency")}</p>
    </footer>
  );
}
