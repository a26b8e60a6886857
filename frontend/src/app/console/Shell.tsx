import { Button, Select } from "antd";
import { type ReactNode, Suspense } from "react";
import { sentenceOf } from "../../graph/client";
import { SignInPage } from "../../pages/account/console/SignInPage";
import { useSignOut } from "../../pages/account/signOut";
import { Bell } from "../../pages/notification/console/Bell";
import { Loading, Problem } from "../../parts/console/Answer";
import { ErrorBoundary } from "../ErrorBoundary";
import { usePlace } from "../router";
import { SessionProvider, useSession } from "../session";
import { switchLanguage, t } from "../text";
import { RegionProvider, useRegion } from "./region";
import { pageAt, ways } from "./routes";

export function Shell(): ReactNode {
  return (
    <SessionProvider
      waiting={<Loading />}
      broken={(error, again) => <Problem sentence={sentenceOf(error)} again={again} />}
    >
      <Banner />
      <Desk />
    </SessionProvider>
  );
}

function Banner(): ReactNode {
  return useSession().isDemo ? <aside className="demo-banner">{t("demo.banner")}</aside> : null;
}

function Desk(): ReactNode {
  const { isSignedIn } = useSession();
  if (!isSignedIn) return <SignInPage />;
  return (
    <RegionProvider otherwise={<NoRole />}>
      <Header />
      <Content />
    </RegionProvider>
  );
}

function NoRole(): ReactNode {
  return (
    <main className="narrow">
      <h1>{t("console.title")}</h1>
      <p>{t("console.noRole")}</p>
      <p>
        <a href="/resident.html">{t("console.toResident")}</a>
      </p>
      <SignOutButton />
    </main>
  );
}

function Header(): ReactNode {
  const { region, regions, choose } = useRegion();
  const { path } = usePlace();
  return (
    <header className="console-header">
      <a className="console-brand" href="#/">
        {t("brand")}
      </a>
      <nav className="console-nav" aria-label={t("console.pages")}>
        {ways.map((way) => (
          <a key={way.path} href={`#${way.path}`} aria-current={way.path === path ? "page" : undefined}>
            {t(way.text)}
          </a>
        ))}
      </nav>
      <div className="console-tools">
        {regions.length > 1 ? (
          <Select
            aria-label={t("console.region")}
            value={region.id}
            options={regions.map((each) => ({ value: each.id, label: each.name }))}
            onChange={choose}
            popupMatchSelectWidth={false}
          />
        ) : (
          <span>{region.name}</span>
        )}
        <Bell />
        <Button type="text" onClick={switchLanguage} lang={t("header.otherLanguageCode")}>
          {t("header.otherLanguage")}
        </Button>
        <SignOutButton />
      </div>
    </header>
  );
}

function SignOutButton(): ReactNode {
  const { person } = useSession();
  const signOut = useSignOut();
  return <Button onClick={signOut}>{t("signOut.of", { called: person?.called ?? "" })}</Button>;
}

function Content(): ReactNode {
  const { path } = usePlace();
  return (
    <main className="console-content">
      <ErrorBoundary key={path} fallback={<Problem sentence={t("page.broken")} again={() => location.reload()} />}>
        <Suspense fallback={<Loading />}>{pageAt(path)}</Suspense>
      </ErrorBoundary>
    </main>
  );
}
