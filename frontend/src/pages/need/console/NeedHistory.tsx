import { Timeline } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { Nothing } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";

export const NeedHistoryFields = graphql(`
  fragment NeedHistoryFields on Need {
    id
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
    timeline(first: 100) {
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

/** Notes, messages and follow-up calls, then everything that happened. */
export function NeedHistory({ need }: { need: FragmentOf<typeof NeedHistoryFields> }): ReactNode {
  const { remarks, timeline } = readFragment(NeedHistoryFields, need);
  const entries = timeline.edges;
  return (
    <>
      {remarks.map((remark) => (
        <div key={remark.id} className="remark">
          <Mark tone={remark.kind === "NOTE" ? "gold" : "plain"}>{t(`remarkKind.${remark.kind}`)}</Mark>
          {remark.text}
          <span className="soft">
            {" "}
            {remark.author?.called} {momentOf(remark.createdAt)}
          </span>
        </div>
      ))}
      {entries.length === 0 ? (
        <Nothing>{t("panel.noHistory")}</Nothing>
      ) : (
        <Timeline
          className="history"
          items={entries.map(({ node }) => ({
            key: node.seq,
            content: (
              <>
                {node.sentence} <span className="soft">{momentOf(node.at)}</span>
              </>
            ),
          }))}
        />
      )}
    </>
  );
}
