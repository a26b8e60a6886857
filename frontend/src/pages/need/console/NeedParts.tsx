import { Button } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { amountOf } from "../../../parts/amount";
import { StepNote } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { categoryName } from "../../category/names";
import { ListGap } from "./steps";

export const NeedPartsFields = graphql(`
  fragment NeedPartsFields on Need {
    id
    viewerCan
    parts {
      id
      position
      text
      kind
      quantity
      promised
      delivered
      unit
      earliest
      latest
      isGap
      category {
        code
        nameZh
        nameEn
      }
    }
  }
`);

/** The parts of a need, each met on its own; one without any resource goes on the gap list. */
export function NeedParts({ need, done }: { need: FragmentOf<typeof NeedPartsFields>; done: () => void }): ReactNode {
  const { parts, viewerCan } = readFragment(NeedPartsFields, need);
  const gap = useStep(ListGap);

  async function listGap(part: string): Promise<void> {
    if ((await gap.run({ part })).kind === "done") done();
  }

  return (
    <>
      <StepNote step={gap} />
      <ul className="plain-list">
        {parts.map((part) => (
          <li key={part.id} className="part">
            <div>
              <strong>{part.text || (part.category ? categoryName(part.category) : t("part.whole"))}</strong>{" "}
              {part.kind && <Mark>{t(`kind.${part.kind}`)}</Mark>}
              {part.category && <Mark>{categoryName(part.category)}</Mark>}
              {part.isGap && <Mark tone="magenta">{t("need.gap")}</Mark>}
              <div className="soft">
                {t("part.amounts", {
                  quantity: amountOf(part.quantity, part.unit),
                  promised: amountOf(part.promised, part.unit),
                  delivered: amountOf(part.delivered, part.unit),
                })}{" "}
                {spanOf(part.earliest, part.latest)}
              </div>
            </div>
            {!part.isGap && viewerCan.includes("DISPATCH") && (
              <Button loading={gap.busy} onClick={() => void listGap(part.id)}>
                {t("part.listGap")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
