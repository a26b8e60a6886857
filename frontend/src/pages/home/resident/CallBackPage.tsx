import { type SubmitEvent, type ReactNode, useState } from "react";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { PostedNote } from "../../need/resident/post/PostedNote";
import type { Posted } from "../../need/resident/post/outbox";
import { PostNeed } from "../../need/steps";
import { useHere } from "../../region/here";
import { HereField } from "../../region/resident/HereField";

/** 请社区代办: nothing to write but a number; the community rings, listens and fills in the rest. */
export default function CallBackPage(): ReactNode {
  const { isSignedIn } = useSession();
  const [posted, setPosted] = useState<Posted | null>(null);
  return (
    <Page title={t("callBack.title")} back="#/call" backText={t("home.call")}>
      {posted ? (
        <PostedNote need={posted} />
      ) : isSignedIn ? (
        <CallBackForm posted={setPosted} />
      ) : (
        <SignInFirst then="/call/back">{t("callBack.signIn")}</SignInFirst>
      )}
    </Page>
  );
}

function CallBackForm({ posted }: { posted: (need: Posted) => void }): ReactNode {
  const region = useHere();
  const step = useStep(PostNeed);
  const [phone, setPhone] = useState("");

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({
      words: t("callBack.words"),
      region,
      nature: "HELP",
      channel: "WEB",
      contact: { phone: phone.trim() || null },
    });
    if (outcome.kind === "done") posted(outcome.value.need);
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <div className="card">
        <p>{t("callBack.explained")}</p>
        {region === "" && <HereField />}
        <TextField
          label={t("callBack.phone")}
          hint={t("callBack.phoneHint")}
          isOptional={t("form.optional")}
          type="tel"
          value={phone}
          onChange={setPhone}
          autoComplete="tel"
        />
      </div>
      <StepNote step={step} />
      <button className="button button-large" disabled={step.busy || region === ""}>
        {t(step.busy ? "state.sending" : "callBack.send")}
      </button>
    </form>
  );
}
