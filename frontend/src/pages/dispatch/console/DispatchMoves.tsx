import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment, type ResultOf, type Word } from "../../../graph/graphql";
import { ConfirmForm, FailForm, FinishForm, RecallForm, ReturnForm, StartForm, TakeForm } from "./RecordForms";

export const DispatchMovesFields = graphql(`
  fragment DispatchMovesFields on Dispatch {
    id
    status
    quantity
    unit
    startsAt
    endsAt
    viewerCan
    partner {
      id
      name
    }
  }
`);

export type DispatchSubject = ResultOf<typeof DispatchMovesFields>;

type Move = Word<"DispatchMove">;

const forms: Record<Move, typeof TakeForm> = {
  CONFIRM: ConfirmForm,
  TAKE: TakeForm,
  START: StartForm,
  FINISH: FinishForm,
  RETURN: ReturnForm,
  FAIL: FailForm,
  RECALL: RecallForm,
};

interface Props {
  dispatch: FragmentOf<typeof DispatchMovesFields>;
  done: () => void;
}

/** What staff may do with a dispatch, or record as it was told them by telephone. */
export function DispatchMoves({ dispatch, done }: Props): ReactNode {
  const subject = readFragment(DispatchMovesFields, dispatch);
  const [open, setOpen] = useState<Move | null>(null);
  const Form = open === null ? undefined : forms[open];

  function finish(): void {
    setOpen(null);
    done();
  }

  return (
    <>
      {subject.viewerCan.map((move) => (
        <Button key={move} type={move === "CONFIRM" ? "primary" : "default"} onClick={() => setOpen(move)}>
          {move === "RETURN" && subject.status === "SENT" ? t("dispatchMove.DECLINE") : t(`dispatchMove.${move}`)}
        </Button>
      ))}
      {Form && <Form dispatch={subject} done={finish} close={() => setOpen(null)} />}
    </>
  );
}
