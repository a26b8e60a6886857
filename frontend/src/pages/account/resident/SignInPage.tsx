import { type SubmitEvent, type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { accountsFor, type DemoAccount } from "../demo";
import { DemoAccounts, SignIn } from "../documents";

export default function SignInPage(): ReactNode {
  const { query } = usePlace();
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const step = useStep(SignIn);

  async function signIn(name: string, word: string, target: string): Promise<void> {
    const outcome = await step.run({ userName: name, password: word });
    // A fresh page asks everything again as the person who has just signed in.
    if (outcome.kind === "done") {
      if (target.startsWith("#")) {
        location.hash = target;
        location.reload();
      } else location.href = target;
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void signIn(userName.trim(), password, `#${query.get("then") ?? "/"}`);
  }

  function enterDemo(account: DemoAccount): void {
    const target = account.entry === "console" ? "/console.html" : `#${query.get("then") ?? "/"}`;
    void signIn(account.userName, account.password, target);
  }

  return (
    <Page title={t("signIn.title")}>
      <StepNote step={step} />
      <DemoList enter={enterDemo} busy={step.busy} />
      <form className="card form" onSubmit={submit}>
        <TextField
          label={t("signIn.userName")}
          value={userName}
          onChange={setUserName}
          autoComplete="username"
          required
        />
        <TextField
          label={t("signIn.password")}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
        <button className="button" disabled={step.busy}>
          {t(step.busy ? "state.sending" : "signIn.send")}
        </button>
        <p className="hint">{t("signIn.noAccount")}</p>
      </form>
    </Page>
  );
}

function DemoList({ enter, busy }: { enter: (account: DemoAccount) => void; busy: boolean }): ReactNode {
  const [{ data }] = useQuery({ query: DemoAccounts });
  if (!data || data.demoAccounts.length === 0) return null;
  const accounts = accountsFor("resident", data.demoAccounts);
  return (
    <section className="card" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t("signIn.demo")}</h2>
      <p className="hint">{t("signIn.demoHint")}</p>
      <ul className="rows">
        {accounts.map((account) => (
          <li key={account.userName}>
            <button type="button" className="row-button" disabled={busy} onClick={() => enter(account)}>
              <strong>{account.called}</strong>
              {account.does !== account.called && <span>{account.does}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
