import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type ResultOf } from "../../../graph/graphql";

export const NeedStoryFields = graphql(`
  fragment NeedStoryFields on Need {
    text
    private {
      words
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
`);

type Need = ResultOf<typeof NeedStoryFields>;

/** What was said about a need, and everything that happened to it. */
export function NeedStory({ need: fields }: { need: FragmentOf<typeof NeedStoryFields> }): ReactNode {
  const need = readFragment(NeedStoryFields, fields);
  return (
    <>
      <Words need={need} />
      <Verdicts need={need} />
      <Remarks need={need} />
      <Timeline need={need} />
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
    <details className="card">
      <summary>{t("need.timeline")}</summary>
      <ol className="timeline">
        {entries.map(({ node }) => (
          <li key={node.seq}>
            <p>{node.sentence}</p>
            <p className="hint">{momentOf(node.at)}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
