import type { ReactNode } from "react";
import { address } from "../../app/router";
import { t } from "../../app/text";

/** Says why signing in is needed here, and the way round it: the telephone. */
export function SignInFirst({ then, children }: { then: string; children: ReactNode }): ReactNode {
  return (
    <section className="card">
      <p>{children}</p>
      <p className="actions">
        <a className="button" href={address("/sign-in", { then })}>
          {t("signIn.open")}
        </a>
        <a className="button button-plain" href="#/call">
          {t("home.call")}
        </a>
      </p>
    </section>
  );
}
