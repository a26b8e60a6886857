import { lazy, type ReactNode, Suspense, useState } from "react";
import { sentenceOf } from "../../graph/client";
import { useIsOnline } from "../../graph/online";
import { Loading, Problem } from "../../parts/resident/Answer";
import { Icon } from "../../parts/resident/Icon";
import { ErrorBoundary } from "../ErrorBoundary";
import { useLargeType } from "../preferences";
import { usePlace } from "../router";
import { SessionProvider, useSession } from "../session";
import { loadAllTexts, switchLanguage, t } from "../text";
import { Header } from "./Header";
import { pageAt } from "./routes";

const OutboxBar = lazy(async () => {
  const [bar] = await Promise.all([import("../../pages/need/resident/post/OutboxBar"), loadAllTexts()]);
  return bar;
});

export function Shell(): ReactNode {
  return (
    <SessionProvider
      remembered
      waiting={<Loading />}
      broken={(error, again) => <Unreachable sentence={sentenceOf(error)} again={again} />}
    >
      <Banner />
      <Header />
      <Unplugged />
      <Unsent />
      <Content />
      <Footer />
      <HelpBar />
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

/** Said once for the whole page: what stands here is from before, what is written is kept. */
function Unplugged(): ReactNode {
  return (
    <div role="status">{useIsOnline() ? null : <p className="unplugged">{t("connection.unplugged")}</p>}</div>
  );
}

/** The page of the form says itself what waits. */
function Unsent(): ReactNode {
  const { path } = usePlace();
  const [hadOne] = useState(() => localStorage.getItem("needOutbox") !== null);
  if (path === "/post" || !(hadOne || localStorage.getItem("needOutbox") !== null)) return null;
  return (
    <Suspense fallback={null}>
      <OutboxBar />
    </Suspense>
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
      <p className="footer-ways">
        <a href="#/call">{t("footer.call")}</a>
        <button type="button" className="text-button" onClick={switchLanguage} lang={t("header.otherLanguageCode")}>
          {t("header.otherLanguage")}
        </button>
      </p>
      <p>{t("footer.hotline")}</p>
      <p>{t("footer.emergency")}</p>
    </footer>
  );
}

/** In 长辈版 the two ways round typing are never further than a thumb. */
function HelpBar(): ReactNode {
  if (!useLargeType()) return null;
  return (
    <nav className="help-bar" aria-label={t("helpBar.title")}>
      <a className="button" href="#/call">
        <Icon name="phone" />
        {t("home.call")}
      </a>
      <a className="button button-plain" href="#/call/back">
        {t("helpBar.onBehalf")}
      </a>
    </nav>
  );
}
