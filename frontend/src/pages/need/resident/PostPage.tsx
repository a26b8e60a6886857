import { type ReactNode, useState } from "react";
import { address, go } from "../../../app/router";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { Page } from "../../../parts/resident/Page";
import { homeOf } from "../../region/home";
import { PostNeed } from "../steps";
import { PostedNote, type Posted } from "./PostedNote";
import { inputOf, useDraft } from "./savedDraft";
import { WhatStep } from "./WhatStep";
import { WhereStep } from "./WhereStep";

/** 我有需求, in two steps: what, then where, when and whom to call. */
export default function PostPage(): ReactNode {
  const { isSignedIn, person } = useSession();
  const { draft, change, finish } = useDraft(homeOf(person?.region));
  const [isSecond, setIsSecond] = useState(false);
  const [posted, setPosted] = useState<Posted | null>(null);
  const step = useStep(PostNeed);

  async function send(): Promise<void> {
    if (!isSignedIn) {
      go(address("/sign-in", { then: "/post" }));
      return;
    }
    const outcome = await step.run(inputOf(draft));
    if (outcome.kind === "done") {
      finish();
      setPosted(outcome.value.need);
    }
  }

  if (posted) {
    return (
      <Page title={t("posted.title")}>
        <PostedNote need={posted} />
      </Page>
    );
  }
  return isSecond ? (
    <Page title={t("post.whereTitle")}>
      <WhereStep draft={draft} change={change} step={step} back={() => setIsSecond(false)} send={() => void send()} />
    </Page>
  ) : (
    <Page title={t("post.whatTitle")}>
      <WhatStep draft={draft} change={change} next={() => setIsSecond(true)} />
    </Page>
  );
}
