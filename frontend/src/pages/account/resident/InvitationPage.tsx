import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { AcceptInvitation } from "../documents";

/** The page behind an invitation's link: choose a name and a password, and be signed in. */
export default function InvitationPage({ token }: { token: string }): ReactNode {
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const step = useStep(AcceptInvitation);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({ token, userName: userName.trim(), password });
    if (outcome.kind === "done") {
      location.hash = "";
      location.reload();
    }
  }

  return (
    <Page title={t("invitation.title")}>
      <p>{t("invitation.explained")}</p>
      <form className="card form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("signIn.userName")}
          hint={t("invitation.userNameHint")}
          value={userName}
          onChange={setUserName}
          autoComplete="username"
          required
        />
        <TextField
          label={t("signIn.password")}
          hint={t("invitation.passwordHint")}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          required
        />
        <StepNote step={step} />
        <button className="button" disabled={step.busy}>
          {t(step.busy ? "state.sending" : "invitation.send")}
        </button>
      </form>
    </Page>
  );
}
