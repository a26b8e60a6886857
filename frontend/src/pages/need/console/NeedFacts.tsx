import { Button } from "antd";
import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type ResultOf } from "../../../graph/graphql";
import { Mark } from "../../../parts/console/Mark";
import { OpenContact } from "../../../parts/OpenContact";
import { PlanButton } from "../../project/console/PlanButton";
import { headlineOf } from "../headline";
import { Deadline, NeedStatusTag, UrgencyTag } from "../../../parts/console/Tags";

export const NeedFactsFields = graphql(`
  fragment NeedFactsFields on Need {
    id
    number
    title
    text
    status
    urgency
    nature
    guessedNature
    matter
    manner
    channel
    respondBy
    finishBy
    acceptedAt
    createdAt
    isPublished
    isClaimable
    answer {
      reasonText
      nextStep
      holdUntil
      externalRef
    }
    region {
      id
      fullName
    }
    owner {
      id
      called
    }
    raisedBy {
      id
      called
    }
    forPerson {
      id
      called
    }
    forPartner {
      id
      name
    }
    forRegion {
      id
      name
    }
    mergedInto {
      id
      number
      title
    }
    endorsements {
      alsoNeed
      support
    }
    private {
      words
      contactName
      contactPhone
      contactRelation
      address
      door
      isMasked
    }
    evaluations {
      id
      solved
      satisfied
      text
      recordedBy {
        id
        called
      }
    }
    project {
      id
      number
      status
      isListed
    }
  }
`);

type Facts = ResultOf<typeof NeedFactsFields>;

/** Words, contact and standing of a need. */
export function NeedFacts({ need, done }: { need: FragmentOf<typeof NeedFactsFields>; done: () => void }): ReactNode {
  const facts = readFragment(NeedFactsFields, need);
  return (
    <>
      <header className="need-head">
        <h2>{headlineOf(facts)}</h2>
        <p className="need-row-facts">
          <UrgencyTag urgency={facts.urgency} />
          <NeedStatusTag status={facts.status} />
          <Mark>{t(`nature.${facts.nature}`)}</Mark>
          {facts.guessedNature && facts.guessedNature !== facts.nature && (
            <Mark tone="purple">{t("need.guessedNature", { nature: t(`nature.${facts.guessedNature}`) })}</Mark>
          )}
          <Mark>{t(`matter.${facts.matter}`)}</Mark>
          <Mark>{t(`manner.${facts.manner}`)}</Mark>
          {facts.isPublished && <Mark tone="blue">{t(facts.isClaimable ? "need.claimable" : "need.published")}</Mark>}
          <span className="soft">{facts.number}</span>
        </p>
      </header>
      {facts.private && <blockquote className="own-words">{facts.private.words}</blockquote>}
      {!facts.private && facts.text && <p>{facts.text}</p>}
      <dl className="fact-list">
        <Contact facts={facts} />
        <Fact name={t("need.forWhom")}>
          {facts.forPerson?.called ?? facts.forPartner?.name ?? facts.forRegion?.name}
        </Fact>
        <Fact name={t("need.region")}>
          {[facts.region?.fullName, facts.private?.address, facts.private?.door].filter(Boolean).join(" ")}
        </Fact>
        <Fact name={t("need.raisedBy")}>
          {[facts.raisedBy?.called, t(`channel.${facts.channel}`), facts.answer?.externalRef, momentOf(facts.createdAt)]
            .filter(Boolean)
            .join(" · ")}
        </Fact>
        <Fact name={t("need.owner")}>{facts.owner?.called ?? t("need.noOwner")}</Fact>
        <Deadlines facts={facts} />
        <Fact name={t("need.reason")}>
          {[facts.answer?.reasonText, facts.answer?.nextStep].filter(Boolean).join(" ")}
        </Fact>
        <Fact name={t("need.holdUntil")}>{facts.answer?.holdUntil && momentOf(facts.answer.holdUntil)}</Fact>
        <Fact name={t("need.mergedInto")}>
          {facts.mergedInto && (
            <a href={address("/", { need: facts.mergedInto.id })}>
              {facts.mergedInto.number} {facts.mergedInto.title}
            </a>
          )}
        </Fact>
        <Fact name={t("need.endorsed")}>{endorsementsOf(facts)}</Fact>
        <Fact name={t("need.verdict")}>{facts.evaluations.map(verdictOf).join("; ")}</Fact>
        <Fact name={t("need.project")}>
          {facts.project && (
            <>
              {`${facts.project.number} · ${t(`projectStatus.${facts.project.status}`)}`}{" "}
              {facts.project.isListed ? <Mark>{t("project.listed")}</Mark> : <PlanButton need={facts.id} done={done} />}
            </>
          )}
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  if (children === null || children === undefined || children === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Contact({ facts }: { facts: Facts }): ReactNode {
  const contact = facts.private;
  if (!contact || !(contact.contactName ?? contact.contactPhone)) return null;
  return (
    <Fact name={t("need.contact")}>
      {[contact.contactName, contact.contactRelation && `(${contact.contactRelation})`].filter(Boolean).join("")}{" "}
      {contact.isMasked && contact.contactPhone}
      {!contact.isMasked && contact.contactPhone && <a href={`tel:${contact.contactPhone}`}>{contact.contactPhone}</a>}
      {contact.isMasked && <OpenContact key={facts.id} of={{ need: facts.id }} button={SmallButton} />}
    </Fact>
  );
}

function SmallButton(props: { disabled: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  return <Button size="small" {...props} />;
}

function Deadlines({ facts }: { facts: Facts }): ReactNode {
  const isWaiting = facts.status === "RAISED" || facts.status === "REOPENED";
  const at = isWaiting ? facts.respondBy : facts.finishBy;
  const isRunning = isWaiting || ["ACCEPTED", "DISPATCHED", "TAKEN", "UNDER_WAY"].includes(facts.status);
  return (
    <Fact name={t(isWaiting ? "need.respondBy" : "need.finishBy")}>
      {momentOf(at)} {isRunning && <Deadline at={at} />}
    </Fact>
  );
}

function endorsementsOf({ endorsements }: Facts): string {
  const counts = [
    endorsements.alsoNeed ? t("need.alsoNeedCount", { count: endorsements.alsoNeed }) : "",
    endorsements.support ? t("need.supportCount", { count: endorsements.support }) : "",
  ];
  return counts.filter(Boolean).join(" · ");
}

function verdictOf(evaluation: Facts["evaluations"][number]): string {
  return [
    t(`solved.${evaluation.solved}`),
    evaluation.satisfied ? t(`satisfied.${evaluation.satisfied}`) : t("need.notSaid"),
    evaluation.text,
    evaluation.recordedBy && t("onBehalf.recordedBy", { called: evaluation.recordedBy.called }),
  ]
    .filter(Boolean)
    .join(" · ");
}
