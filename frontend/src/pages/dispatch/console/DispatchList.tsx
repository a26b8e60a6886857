import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { momentOf, spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { Nothing } from "../../../parts/console/Answer";
import { Deadline, DispatchStatusTag } from "../../../parts/console/Tags";
import { useReasonLabel } from "../../reason/reasons";
import { DispatchMoves, DispatchMovesFields } from "./DispatchMoves";
import { NoticeWindow } from "./NoticeWindow";

export const DispatchListFields = graphql(
  `
    fragment DispatchListFields on Dispatch {
      id
      status
      isClaim
      quantity
      unit
      startsAt
      endsAt
      proposedQuantity
      proposedStartsAt
      proposedEndsAt
      respondBy
      helperName
      reasonCode
      minutesSpent
      note
      createdAt
      viewerCan
      resource {
        id
        title
      }
      partner {
        id
        name
        officePhone
      }
      ...DispatchMovesFields
    }
  `,
  [DispatchMovesFields],
);

interface Props {
  dispatches: readonly FragmentOf<typeof DispatchListFields>[];
  done: () => void;
}

/** Who was asked, what they said, and what staff may record for them. */
export function DispatchList({ dispatches, done }: Props): ReactNode {
  const [noticed, setNoticed] = useState<string | null>(null);
  if (dispatches.length === 0) return <Nothing>{t("dispatches.none")}</Nothing>;
  return (
    <>
      <ul className="plain-list">
        {dispatches.map((dispatch) => (
          <DispatchRow
            key={readFragment(DispatchListFields, dispatch).id}
            dispatch={dispatch}
            done={done}
            notice={setNoticed}
          />
        ))}
      </ul>
      {noticed !== null && <NoticeWindow dispatch={noticed} close={() => setNoticed(null)} />}
    </>
  );
}

interface RowProps {
  dispatch: FragmentOf<typeof DispatchListFields>;
  done: () => void;
  notice: (dispatch: string) => void;
}

function DispatchRow({ dispatch, done, notice }: RowProps): ReactNode {
  const fields = readFragment(DispatchListFields, dispatch);
  const { id, status, partner, resource } = fields;
  const reason = useReasonLabel("RETURN", fields.reasonCode);
  const proposed = [
    spanOf(fields.proposedStartsAt, fields.proposedEndsAt),
    fields.proposedQuantity && amountOf(fields.proposedQuantity, fields.unit),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <li className="dispatch">
      <div className="dispatch-head">
        <DispatchStatusTag status={status} />
        <strong>{partner?.name}</strong> <span className="soft">{resource?.title}</span>
        {status === "SENT" && <Deadline at={fields.respondBy} />}
      </div>
      <div className="soft">
        {[
          amountOf(fields.quantity, fields.unit),
          spanOf(fields.startsAt, fields.endsAt),
          fields.helperName && t("dispatch.helperIs", { name: fields.helperName }),
          fields.isClaim && t("dispatch.isClaim"),
          t("dispatch.sentAt", { moment: momentOf(fields.createdAt) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {proposed !== "" && status === "PROPOSED" && <div>{t("dispatch.proposes", { what: proposed })}</div>}
      {reason && <div>{t("dispatch.because", { reason })}</div>}
      {fields.note !== "" && <div>{fields.note}</div>}
      <div className="moves">
        <DispatchMoves dispatch={fields} done={done} />
        {status === "SENT" && <Button onClick={() => notice(id)}>{t("notice.again")}</Button>}
        {partner?.officePhone && (
          <a className="phone" href={`tel:${partner.officePhone}`}>
            {partner.officePhone}
          </a>
        )}
      </div>
    </li>
  );
}
