import { createElement, Fragment, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from "react";
import { useLargeType } from "../../app/preferences";
import { t } from "../../app/text";
import type { StepState } from "../../graph/step";
import { StepNote } from "./Answer";

interface Props {
  /** The questions as they belong together; what is false is not asked. */
  groups: ReactNode[][];
  step: StepState;
  send: string;
  submit: () => Promise<void>;
  /** Whether what must be chosen is chosen; what must be written says so itself. */
  isReady?: boolean;
  isFramed?: boolean;
  isMain?: boolean;
}

/** A form: all questions below each other, or one question a screen in 长辈版, with a way back to the one before. */
export function Questions(props: Props): ReactNode {
  const { groups, step, send, submit, isReady = true, isFramed = false, isMain = false } = props;
  const isLarge = useLargeType();
  const [wanted, setWanted] = useState(0);
  const shown = useRef<HTMLDivElement>(null);
  const asked = groups.flat().filter((question) => question !== false && question !== null);
  const last = asked.length - 1;
  const at = Math.min(wanted, last);
  const isLast = !isLarge || at === last;

  useEffect(() => {
    if (wanted > 0) shown.current?.focus();
  }, [wanted]);

  function go(event: SubmitEvent): void {
    event.preventDefault();
    if (isLast) void submit();
    else setWanted(at + 1);
  }

  return (
    <form className="form" onSubmit={go}>
      {isLarge ? (
        <div className={isFramed ? "card" : undefined} ref={shown} tabIndex={-1}>
          {last > 0 && <p className="hint">{t("post.step", { step: at + 1, of: last + 1 })}</p>}
          <Fragment key={at}>{asked[at]}</Fragment>
        </div>
      ) : (
        groups.map((group, index) => createElement(isFramed ? Card : Fragment, { key: index }, ...group))
      )}
      {isLast && <StepNote step={step} />}
      <button className={isMain ? "button button-large" : "button"} disabled={step.busy || !isReady}>
        {isLast ? (step.busy ? t("state.sending") : send) : t("post.next")}
      </button>
      {isLarge && at > 0 && (
        <button type="button" className="button button-plain" onClick={() => setWanted(at - 1)}>
          {t("post.back")}
        </button>
      )}
    </form>
  );
}

function Card({ children }: { children?: ReactNode }): ReactNode {
  return <div className="card">{children}</div>;
}
