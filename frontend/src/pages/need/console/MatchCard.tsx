import { Button, Tooltip } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { Mark } from "../../../parts/console/Mark";

export const MatchCardFields = graphql(`
  fragment MatchCardFields on Match {
    position
    score
    probability
    sentences
    remarks
    counterfactual {
      sentence
    }
    parts {
      code
      label
      points
      sentence
    }
    resource {
      id
      title
      text
      kind
      unit
      left
      feeNote
      isFresh
      partner {
        id
        name
        officePhone
      }
    }
  }
`);

interface Props {
  match: FragmentOf<typeof MatchCardFields>;
  /** Opens the dispatch of this resource; null when the viewer may not send one. */
  ask: (() => void) | null;
}

/** One match with its reasons and what would put it first; the score's parts open on demand and add up to it. */
export function MatchCard({ match, ask }: Props): ReactNode {
  const { position, score, sentences, remarks, counterfactual, parts, resource } = readFragment(
    MatchCardFields,
    match,
  );
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className="match">
      <div className="match-head">
        <span className="match-position">{position}</span>
        <div className="match-title">
          <strong>{resource.title}</strong>
          <div className="soft">
            {resource.partner?.name} · {t(`kind.${resource.kind}`)}
            {resource.left !== null && ` · ${t("match.left", { amount: amountOf(resource.left, resource.unit) })}`}
            {resource.feeNote !== "" && ` · ${resource.feeNote}`}
          </div>
        </div>
        {score !== null && (
          <Tooltip title={t("match.scoreHint")}>
            <Mark>{score.toFixed(1)}</Mark>
          </Tooltip>
        )}
        {ask && (
          <Button type={position === 1 ? "primary" : "default"} onClick={ask}>
            {t("match.ask")}
          </Button>
        )}
      </div>
      <ul className="reasons">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {remarks.map((remark) => (
          <li key={remark} className="remark-line">
            {remark}
          </li>
        ))}
      </ul>
      {counterfactual && <p className="counterfactual">{counterfactual.sentence}</p>}
      {parts && parts.length > 0 && (
        <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? "match.hideParts" : "match.showParts")}
        </Button>
      )}
      {isOpen && parts && (
        <table className="score-parts">
          <tbody>
            {parts.map((part) => (
              <tr key={part.code}>
                <th scope="row">{part.label}</th>
                <td className="points">{part.points.toFixed(2)}</td>
                <td>{part.sentence}</td>
              </tr>
            ))}
          </tbody>
          {score !== null && (
            <tfoot>
              <tr>
                <th scope="row">{t("match.total")}</th>
                <td className="points">{score.toFixed(2)}</td>
                <td />
              </tr>
            </tfoot>
          )}
        </table>
      )}
    </li>
  );
}
