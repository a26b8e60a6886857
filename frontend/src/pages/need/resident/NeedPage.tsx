import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { DangerNote } from "../../../parts/resident/DangerNote";
import { Page } from "../../../parts/resident/Page";
import { placeOf, PlaceFields } from "../../region/place";
import { HeadlineFields, headlineOf } from "../headline";
import { NeedActions } from "./NeedActions";
import { StageBar } from "./StageBar";
import { VisitNote, VisitNoteFields } from "./VisitNote";

const NeedPageQuery = graphql.persisted(
  "NeedPage",
  graphql(
    `
      query NeedPage($id: ID!) {
        need(id: $id) {
          id
          number
          ...HeadlineFields
          text
          status
          isClaimable
          viewerCan
          createdAt
          respondBy
          finishBy
          answer {
            reasonText
            nextStep
            holdUntil
          }
          mergedInto {
            id
            title
          }
          region {
            ...PlaceFields
          }
          owner {
            id
            called
          }
          private {
            words
          }
          dangers {
            show
          }
          parts {
            id
            text
          }
          endorsements {
            sentence
          }
          dispatches {
            id
            ...VisitNoteFields
          }
          remarks {
            id
            kind
            text
            createdAt
            author {
              id
              called
            }
          }
          evaluations {
            id
            round
            solved
            satisfied
            text
            createdAt
          }
          timeline(first: 50) {
            edges {
              node {
                seq
                sentence
                at
              }
            }
          }
        }
      }
    `,
    [VisitNoteFields, HeadlineFields, PlaceFields],
  ),
);

type Need = NonNullable<ResultOf<typeof NeedPageQuery>["need"]>;

/** One need as the person who asked sees it: where it stands, who comes, what happened. */
export default function NeedPage({ id }: { id: string }): ReactNode {
  const [result, ask] = useQuery({ query: NeedPageQuery, variables: { id } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ need }) =>
        need === null ? (
          <Page title={t("need.missingTitle")} back="#/needs" backText={t("home.progress")}>
            <Empty>{t("need.missing")}</Empty>
          </Page>
        ) : (
          <Page title={headlineOf(need)} back="#/needs" backText={t("home.progress")}>
            <DangerNote dangers={need.dangers} />
            <Standing need={need} />
            {need.dispatches.map((dispatch) => (
              <VisitNote key={dispatch.id} dispatch={dispatch} />
            ))}
            <NeedActions need={need} again={again} />
            <Words need={need} />
            <Verdicts need={need} />
            <Remarks need={need} />
            <Timeline need={need} />
          </Page>
        )
      }
    </Answer>
  );
}

function Standing({ need }: { need: Need }): ReactNode {
  return (
    <section className="card">
      <StageBar status={need.status} />
      {need.answer?.reasonText && <p>{need.answer.reasonText}</p>}
      {need.answer?.nextStep && (
        <p>
          <strong>{t("need.nextStep")}</strong>
          {need.answer.nextStep}
        </p>
      )}
      {need.mergedInto && (
        <p>
          <a href={`#/needs/${encodeURIComponent(need.mergedInto.id)}`}>{need.mergedInto.title}</a>
        </p>
      )}
      <dl className="pairs">
        <dt>{t("posted.number")}</dt>
        <dd>{need.number}</dd>
        {need.region && (
          <>
            <dt>{t("need.region")}</dt>
            <dd>{placeOf(need.region)}</dd>
          </>
        )}
        {need.owner && (
          <>
            <dt>{t("need.owner")}</dt>
            <dd>{need.owner.called}</dd>
          </>
        )}
        <Promise need={need} />
      </dl>
      {need.endorsements.sentence && <p className="hint">{need.endorsements.sentence}</p>}
    </section>
  );
}

const finished: readonly Need["status"][] = ["DONE", "CLOSED", "DECLINED", "TRANSFERRED", "MERGED", "WITHDRAWN"];

/** The date promised next: the answer while nobody has it in hand, then the end. */
function Promise({ need }: { need: Need }): ReactNode {
  if (finished.includes(need.status)) return null;
  if (need.status === "ON_HOLD") {
    const until = need.answer?.holdUntil;
    return (
      until && (
        <>
          <dt>{t("need.holdUntil")}</dt>
          <dd>{momentOf(until)}</dd>
        </>
      )
    );
  }
  const isWaiting = need.status === "RAISED";
  return (
    <>
      <dt>{t(isWaiting ? "posted.respondBy" : "posted.finishBy")}</dt>
      <dd>{momentOf(isWaiting ? need.respondBy : need.finishBy)}</dd>
    </>
  );
}

function Words({ need }: { need: Need }): ReactNode {
  const words = need.private?.words ?? need.text;
  if (!words) return null;
  return (
    <section className="card">
      <h2>{t(need.private ? "need.yourWords" : "need.text")}</h2>
      <p className="own-words">{words}</p>
      {need.private && <p className="hint">{t("post.private")}</p>}
    </section>
  );
}

function Verdicts({ need }: { need: Need }): ReactNode {
  if (need.evaluations.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("need.verdict")}</h2>
      {need.evaluations.map((evaluation) => (
        <p key={evaluation.id}>
          <strong>{t(`solved.${evaluation.solved}`)}</strong>
          {evaluation.satisfied && <> · {t(`satisfied.${evaluation.satisfied}`)}</>}
          {evaluation.text !== "" && <> · {evaluation.text}</>}
        </p>
      ))}
    </section>
  );
}

function Remarks({ need }: { need: Need }): ReactNode {
  if (need.remarks.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("need.remarks")}</h2>
      <ul className="rows">
        {need.remarks.map((remark) => (
          <li key={remark.id}>
            <p>{remark.text}</p>
            <p className="hint">
              {remark.author && `${remark.author.called} · `}
              {momentOf(remark.createdAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ need }: { need: Need }): ReactNode {
  const entries = need.timeline.edges;
  if (entries.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("need.timeline")}</h2>
      <ol className="timeline">
        {entries.map(({ node }) => (
          <li key={node.seq}>
            <p>{node.sentence}</p>
            <p className="hint">{momentOf(node.at)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
