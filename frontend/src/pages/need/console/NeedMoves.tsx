import { Button, Dropdown } from "antd";
import { type ReactNode, useState } from "react";
import { useKeys } from "../../../app/console/keys";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment, type Word } from "../../../graph/graphql";
import { AcceptForm } from "./moves/AcceptForm";
import { CommentForm, FollowUpForm, NoteForm } from "./moves/RemarkForms";
import { EditForm } from "./moves/EditForm";
import { DeclineForm, HoldForm, ReopenForm, TransferForm, WithdrawForm } from "./moves/AsideForms";
import { EvaluateForm } from "./moves/EvaluateForm";
import { HandOverForm } from "./moves/HandOverForm";
import { MergeForm } from "./moves/MergeForm";
import { PublishForm } from "./moves/PublishForm";
import type { MoveProps } from "./moves/subject";

export const NeedMovesFields = graphql(`
  fragment NeedMovesFields on Need {
    id
    number
    version
    title
    text
    urgency
    matter
    manner
    nature
    viewerCan
    region {
      id
    }
    owner {
      id
      called
    }
    forPerson {
      id
      called
    }
    forPartner {
      id
    }
    raisedBy {
      id
    }
    private {
      words
      contactName
      contactPhone
      contactRelation
      address
      door
    }
  }
`);

type Move = Word<"NeedMove">;

const forms: Partial<Record<Move, (props: MoveProps) => ReactNode>> = {
  ACCEPT: AcceptForm,
  EVALUATE: EvaluateForm,
  PUBLISH: PublishForm,
  EDIT: EditForm,
  HAND_OVER: HandOverForm,
  NOTE: NoteForm,
  COMMENT: CommentForm,
  RECORD_FOLLOW_UP: FollowUpForm,
  MERGE: MergeForm,
  HOLD: HoldForm,
  TRANSFER: TransferForm,
  DECLINE: DeclineForm,
  WITHDRAW: WithdrawForm,
  REOPEN: ReopenForm,
};

/** These stand as buttons when they are possible; everything else is behind "more". */
const foremost: readonly Move[] = ["ACCEPT", "EVALUATE", "REOPEN", "PUBLISH", "EDIT", "NOTE", "RECORD_FOLLOW_UP"];

interface Props {
  need: FragmentOf<typeof NeedMovesFields>;
  done: () => void;
}

/** What staff may do with the need now, as the server says. */
export function NeedMoves({ need, done }: Props): ReactNode {
  const subject = readFragment(NeedMovesFields, need);
  const [open, setOpen] = useState<Move | null>(null);
  const possible = subject.viewerCan.filter((move) => forms[move] !== undefined);
  const others = possible.filter((move) => !foremost.includes(move));
  const Form = open === null ? undefined : forms[open];

  useKeys({ a: () => possible.includes("ACCEPT") && setOpen("ACCEPT") });

  function finish(): void {
    setOpen(null);
    done();
  }

  if (possible.length === 0) return null;
  return (
    <div className="moves" role="toolbar" aria-label={t("need.actions")}>
      {foremost
        .filter((move) => possible.includes(move))
        .map((move) => (
          <Button
            key={move}
            type={move === "ACCEPT" || move === "EVALUATE" ? "primary" : "default"}
            onClick={() => setOpen(move)}
          >
            {labelOf(move)}
          </Button>
        ))}
      {others.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: others.map((move) => ({ key: move, label: labelOf(move) })),
            onClick: ({ key }) => setOpen(others.find((move) => move === key) ?? null),
          }}
        >
          <Button>{t("need.moreActions")}</Button>
        </Dropdown>
      )}
      {Form && <Form need={subject} done={finish} close={() => setOpen(null)} />}
    </div>
  );
}

function labelOf(move: Move): string {
  return t(`needMove.${move}`);
}
