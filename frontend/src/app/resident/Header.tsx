import { type ReactNode, useLayoutEffect } from "react";
import { useStep } from "../../graph/step";
import { SetPreference } from "../../pages/account/preference";
import { InboxLink } from "../../pages/notification/resident/InboxLink";
import { Icon } from "../../parts/resident/Icon";
import { isLargeTypeUndecided, preferLargeType, useLargeType } from "../preferences";
import { address, usePlace } from "../router";
import { useSession } from "../session";
import { t } from "../text";

/** The name of the place, the switch to 长辈版, and the way in; it stays in sight. */
export function Header(): ReactNode {
  const { isSignedIn, person } = useSession();
  const { path } = usePlace();
  return (
    <div className="header-line">
      <header className="header">
        <a className="brand" href="#/">
          <Icon name="hands" />
          <span>{t("brand")}</span>
        </a>
        <nav className="header-actions" aria-label={t("header.settings")}>
          <LargeTypeSwitch />
          {isSignedIn && <InboxLink />}
          {isSignedIn ? (
            <a className="quiet-button own-name" href="#/account">
              {person?.called ?? t("account.title")}
            </a>
          ) : (
            <a className="quiet-button" href={address("/sign-in", { then: path === "/sign-in" ? undefined : path })}>
              {t("signIn.open")}
            </a>
          )}
        </nav>
      </header>
    </div>
  );
}

function LargeTypeSwitch(): ReactNode {
  const isLarge = useLargeType();
  const { isSignedIn, person } = useSession();
  const { run } = useStep(SetPreference);

  // Before anything is shown, so that the page does not grow under the reader's eyes.
  useLayoutEffect(() => {
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
