import { type SubmitEvent, type ReactNode, useState } from "react";
import { useLargeType } from "../../../../app/preferences";
import { address, go, usePlace } from "../../../../app/router";
import { useSession } from "../../../../app/session";
import { t } from "../../../../app/text";
import type { Refusal } from "../../../../graph/outcome";
import { RefusalNote } from "../../../../parts/resident/Answer";
import { Page } from "../../../../parts/resident/Page";
import { homeOf, regionOf } from "../../../region/home";
import { useDraftHints } from "../../draft";
import { KeptNote } from "./KeptNote";
import type { Posted } from "./outbox";
import { PostedNote } from "./PostedNote";
import { QuestionOn } from "./QuestionOn";
import { inputOf, useDraft } from "./savedDraft";
import { screenAt, screensFor, titleOf } from "./screens";
import { useOutbox } from "./useOutbox";
import { WaitingNote } from "./WaitingNote";

/** 我有需求: two steps, or one question a screen in 长辈版; what is written waits for a lost network. */
export default function PostPage(): ReactNode {
  const outbox = useOutbox();
  const [posted, setPosted] = useState<Posted | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  if (posted) {
    return (
      <Page title={t("posted.title")}>
        <PostedNote need={posted} />
      </Page>
    );
  }
  if (outbox.entry) return <WaitingNote outbox={outbox} posted={setPosted} refused={setRefusal} />;
  return <PostForm put={outbox.put} posted={setPosted} refusal={refusal} setRefusal={setRefusal} />;
}

interface FormProps {
  put: ReturnType<typeof useOutbox>["put"];
  posted: (need: Posted) => void;
  refusal: Refusal | null;
  setRefusal: (refusal: Refusal | null) => void;
}

function PostForm({ put, posted, refusal, setRefusal }: FormProps): ReactNode {
  const { isSignedIn, person } = useSession();
  const { query } = usePlace();
  const isLarge = useLargeType();
  const { draft, isKept, change, finish } = useDraft(homeOf(person?.region));
  const hints = useDraftHints(draft.words, regionOf(draft) || null);
  const [isBusy, setIsBusy] = useState(false);
  const screens = screensFor(isLarge);
  const at = screenAt(query.get("step"), screens.length, draft.words.trim() !== "");
  const isLast = at === screens.length - 1;
  const isFirst = at === 0;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!isLast || !isSignedIn) {
      go(isLast ? address("/sign-in", { then: `/post?step=${at + 1}` }) : address("/post", { step: String(at + 2) }));
      return;
    }
    setRefusal(null);
    setIsBusy(true);
    const outcome = await put(inputOf(draft), draft.photos);
    setIsBusy(false);
    if (outcome.kind === "refused") setRefusal(outcome.refusal);
    if (outcome.kind === "done") {
      finish();
      posted(outcome.value.need);
    }
  }

  const before = at > 1 ? address("/post", { step: String(at) }) : "#/post";
  return (
    <Page
      title={t(titleOf(screens[at] ?? []))}
      {...(isFirst ? {} : { back: before, backText: t("post.back") })}
    >
      <p className="step-count">{t("post.step", { step: at + 1, of: screens.length })}</p>
      <form className={isLarge ? "form one-question" : "form"} onSubmit={(event) => void submit(event)}>
        {!isFirst && <blockquote className="own-words">{draft.words}</blockquote>}
        {screens[at]?.map((question) => (
          <QuestionOn key={question} question={question} draft={draft} change={change} hints={hints} />
        ))}
        {isLast && !isSignedIn && <p className="hint">{t("post.signInToSend")}</p>}
        {refusal && <RefusalNote refusal={refusal} />}
        <KeptNote isKept={isKept} />
        <button className="button button-large" disabled={isBusy}>
          {t(isBusy ? "state.sending" : !isLast ? "post.next" : isSignedIn ? "post.send" : "post.signInAndSend")}
        </button>
      </form>
    </Page>
  );
}
