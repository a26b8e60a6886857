import { type SubmitEvent, type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { CheckField, TextField } from "../../../parts/resident/Form";
import { EraseMe } from "../documents";

/** Leave for good: said plainly, confirmed twice, by a tick and by the password. */
export function EraseForm(): ReactNode {
  const step = useStep(EraseMe);
  const [isSure, setIsSure] = useState(false);
  const [password, setPassword] = useState("");

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if ((await step.run({ password })).kind !== "done") return;
    location.hash = "";
    location.reload();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <h3>{t("account.erase")}</h3>
      <p>{t("account.eraseHint")}</p>
      <CheckField label={t("account.eraseSure")} checked={isSure} onChange={setIsSure} />
      {isSure && (
        <TextField
          label={t("signIn.password")}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
      )}
      <StepNote step={step} />
      <button className="button button-danger" disabled={!isSure || step.busy}>
        {t(step.busy ? "state.sending" : "account.eraseSend")}
      </button>
    </form>
  );
}
