import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { leftUntil, momentOf, spanOf } from "../../../app/time";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { DangerNote } from "../../../parts/resident/DangerNote";
import { OpenContact } from "../../../parts/OpenContact";
import { Page } from "../../../parts/resident/Page";
import { useReasonLabel } from "../../reason/reasons";
import { DispatchActions, DispatchActionsFields } from "./DispatchActions";

const DispatchPageQuery = graphql.persisted(
  "DispatchPage",
  graphql(
    `
      query DispatchPage($id: ID!) {
        dispatch(id: $id) {
          id
          status
          quantity
          unit
          startsAt
          endsAt
          proposedQuantity
          proposedStartsAt
          proposedEndsAt
          respondBy
          finishBy
          message
          helperName
          reasonCode
          minutesSpent
          note
          ...DispatchActionsFields
          contact {
            contactName
            contactPhone
            contactRelation
            address
            door
          }
          part {
            id
            text
          }
          resource {
            id
            title
          }
          need {
            id
            number
            title
            text
            region {
              id
              fullName
            }
            dangers {
              show
            }
          }
        }
      }
    `,
    [DispatchActionsFields],
  ),
);

type Dispatch = NonNullable<ResultOf<typeof DispatchPageQuery>["dispatch"]>;

/** One thing a partner was asked: what, where, when, and the answer. */
export default function DispatchPage({ id }: { id: string }): ReactNode {
  const [result, ask] = useQuery({ query: DispatchPageQuery, variables: { id } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ dispatch }) =>
        dispatch === null ? (
          <Page title={t("notFound.title")} back="#/help" backText={t("home.help")}>
            <Empty>{t("dispatch.missing")}</Empty>
          </Page>
        ) : (
          <Page title={dispatch.need?.title ?? t("dispatch.untitled")} back="#/help" backText={t("home.help")}>
            <DangerNote dangers={dispatch.need?.dangers ?? []} />
            <What dispatch={dispatch} />
            <Contact dispatch={dispatch} />
            <DispatchActions dispatch={dispatch} again={again} />
          </Page>
        )
      }
    </Answer>
  );
}

function What({ dispatch }: { dispatch: Dispatch }): ReactNode {
  const { need, part, resource } = dispatch;
  const reason = useReasonLabel("RETURN", dispatch.reasonCode);
  const span = spanOf(dispatch.startsAt, dispatch.endsAt);
  const proposed = spanOf(dispatch.proposedStartsAt, dispatch.proposedEndsAt);
  return (
    <section className="card">
      <p className="standing">{t(`asked.${dispatch.status}`)}</p>
      {dispatch.status === "SENT" && (
        <p>
          {t("dispatch.answerBy", { moment: momentOf(dispatch.respondBy), left: leftUntil(dispatch.respondBy).text })}
        </p>
      )}
      {dispatch.message !== "" && <blockquote className="own-words">{dispatch.message}</blockquote>}
      {need?.text && <p>{need.text}</p>}
      <dl className="pairs">
        {part && part.text !== "" && part.text !== need?.text && <Pair name={t("dispatch.part")} value={part.text} />}
        <Pair name={t("dispatch.quantity")} value={amountOf(dispatch.quantity, dispatch.unit)} />
        {need?.region && <Pair name={t("dispatch.where")} value={need.region.fullName} />}
        <Pair name={t("dispatch.when")} value={span ?? t("dispatch.whenOpen")} />
        {(proposed ?? dispatch.proposedQuantity) && (
          <Pair
            name={t("dispatch.proposed")}
            value={[proposed, dispatch.proposedQuantity && amountOf(dispatch.proposedQuantity, dispatch.unit)]
              .filter(Boolean)
              .join(" · ")}
          />
        )}
        {resource && <Pair name={t("dispatch.resource")} value={resource.title} />}
        {dispatch.helperName && <Pair name={t("dispatch.helper")} value={dispatch.helperName} />}
        {dispatch.minutesSpent !== null && (
          <Pair name={t("dispatch.minutes")} value={t("time.minutes", { count: dispatch.minutesSpent })} />
        )}
        {reason && <Pair name={t("dispatch.reason")} value={reason} />}
        {need && <Pair name={t("posted.number")} value={need.number} />}
      </dl>
    </section>
  );
}

function Pair({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Shown between taking and finishing only: the server keeps it back otherwise. */
function Contact({ dispatch }: { dispatch: Dispatch }): ReactNode {
  const { contact } = dispatch;
  if (!contact || !(contact.contactName ?? contact.contactPhone ?? contact.address ?? contact.door)) return null;
  return (
    <section className="card visit">
      <h2>{t("contact.title")}</h2>
      <dl className="pairs">
        {contact.contactName && (
          <Pair name={t("contact.name")} value={calledOf(contact.contactName, contact.contactRelation)} />
        )}
        {contact.contactPhone && (
          <>
            <dt>{t("contact.phone")}</dt>
            <dd>{contact.contactPhone}</dd>
          </>
        )}
        {contact.address && <Pair name={t("contact.address")} value={contact.address} />}
        {contact.door && <Pair name={t("contact.door")} value={contact.door} />}
      </dl>
      <OpenContact of={{ dispatch: dispatch.id }} button={PlainButton} />
      <p className="hint">{t("contact.privacy")}</p>
    </section>
  );
}

function PlainButton(props: { disabled: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  return <button type="button" className="button button-plain" {...props} />;
}

function calledOf(name: string, relation: string | null): string {
  return relation ? t("contact.nameAndRelation", { name, relation }) : name;
}
