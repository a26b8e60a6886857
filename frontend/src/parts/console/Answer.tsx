import { Alert, Button, Empty, Spin } from "antd";
import type { ReactNode } from "react";
import type { UseQueryState } from "urql";
import { t } from "../../app/text";
import { sentenceOf } from "../../graph/client";
import type { Refusal } from "../../graph/outcome";
import type { StepState } from "../../graph/step";

export function Loading(): ReactNode {
  return (
    <div className="waiting" role="status" aria-label={t("state.loading")}>
      <Spin />
    </div>
  );
}

export function Nothing({ children }: { children: ReactNode }): ReactNode {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />;
}

export function Problem({ sentence, again }: { sentence: string; again?: (() => void) | undefined }): ReactNode {
  return (
    <Alert
      className="stacked"
      type="warning"
      showIcon
      title={sentence}
      action={again && <Button onClick={again}>{t("state.again")}</Button>}
    />
  );
}

/** The server's own sentence, what it found, and what one can do. */
export function RefusalNote({ refusal }: { refusal: Refusal }): ReactNode {
  const findings =
    "fields" in refusal
      ? refusal.fields.map((problem) => problem.message)
      : "warnings" in refusal
        ? refusal.warnings
        : [];
  return (
    <Alert
      className="stacked"
      type="warning"
      showIcon
      title={refusal.message}
      description={
        <>
          {findings.length > 0 && (
            <ul>
              {findings.map((finding) => (
                <li key={finding}>{finding}</li>
              ))}
            </ul>
          )}
          {refusal.remedy}
        </>
      }
    />
  );
}

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

/** A query's answer, or its waiting and its trouble. */
export function Answer<Data>({ of: state, again, children }: AnswerProps<Data>): ReactNode {
  if (state.data) return children(state.data);
  if (state.error) return <Problem sentence={sentenceOf(state.error)} again={again} />;
  return <Loading />;
}
