import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { ChangePassword } from "../documents";

/** A new password; every other sign-in ends with it. */
export function PasswordForm({ done }: { done: () => void }): ReactNode {
  const step = useStep(ChangePassword);
  const [password, setPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const [isDone, setIsDone] = useState(false);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setIsDone(false);
    if ((await step.run({ password, newPassword })).kind !== "done") return;
    setPassword("");
    setNewPassword("");
    setIsDone(true);
    done();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("account.oldPassword")}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        required
      />
      <TextField
        label={t("account.newPassword")}
        hint={t("invitation.passwordHint")}
        type="password"
        value={newPassword}
        onChange={setNewPassword}
        autoComplete="new-password"
        required
      />
      <StepNote step={step} />
      {isDone && (
        <p className="note note-soft" role="status">
          {t("account.passwordChanged")}
        </p>
      )}
      <button className="button" disabled={step.busy}>
        {t(step.busy ? "state.sending" : "account.changePassword")}
      </button>
    </form>
  );
}
