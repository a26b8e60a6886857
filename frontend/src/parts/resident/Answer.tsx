import { type ReactNode, useDeferredValue } from "react";
import type { UseQueryState } from "urql";
import { t } from "../../app/text";
import { sentenceOf } from "../../graph/client";
import type { Refusal } from "../../graph/outcome";
import type { StepState } from "../../graph/step";
import type { Liveness } from "../../graph/live";
import { Icon } from "./Icon";

export function Loading(): ReactNode {
  return (
    <p className="loading" role="status">
      {t("state.loading")}
    </p>
  );
}

/** Nothing to show, said in a sentence, with what to do about it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <Icon name="leaf" />
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Something did not work on the way: a sentence, and another try. */
export function Problem({ sentence, again }: { sentence: string; again?: (() => void) | undefined }): ReactNode {
  return (
    <div className="note note-warn" role="alert">
      <p>{sentence}</p>
      {again && (
        <button type="button" className="button button-plain" onClick={again}>
          {t("state.again")}
        </button>
      )}
    </div>
  );
}

/** The server's own sentence, and what the person can do. */
export function RefusalNote({ refusal }: { refusal: Refusal }): ReactNode {
  return (
    <div className="note note-warn" role="alert">
      <p>
        <strong>{refusal.message}</strong>
      </p>
      {"fields" in refusal && refusal.fields.length > 0 && (
        <ul>
          {refusal.fields.map((problem) => (
            <li key={problem.field}>{problem.message}</li>
          ))}
        </ul>
      )}
      <p>{refusal.remedy}</p>
    </div>
  );
}

/** What the last attempt at a step said, if it was not done. */
export function StepNote({ step }: { step: StepState }): ReactNode {
  if (step.refusal) return <RefusalNote refusal={step.refusal} />;
  if (step.problem) return <Problem sentence={step.problem} />;
  return null;
}

interface AnswerProps<Data> {
  of: UseQueryState<Data>;
  again: () => void;
  children: (data: Data) => ReactNode;
}

/** A query's answer, or its waiting and its trouble. It is drawn in short pieces: a slow telephone stays responsive. */
export function Answer<Data>({ of, again, children }: AnswerProps<Data>): ReactNode {
  const state = useDeferredValue(of);
  if (state.data) return children(state.data);
  if (state.error) return <Problem sentence={sentenceOf(state.error)} again={again} />;
  return <Loading />;
}

/** Said while the line for changes is broken; nothing is said while it stands. */
export function LiveNote({ liveness }: { liveness: Liveness }): ReactNode {
  return (
    <div role="status">{liveness === "lost" && <p className="live-note">{t("live.lost")}</p>}</div>
  );
}
