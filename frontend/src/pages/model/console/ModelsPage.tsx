import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useDeskTurned, useRegion } from "../../../app/console/region";
import { address, go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { RegionChoice } from "../../region/console/RegionChoice";
import { ChancesPanel } from "./ChancesPanel";
import { ModelsQuery } from "./documents";
import { ModelTable } from "./ModelTable";
import { WeightTable } from "./WeightTable";

/** 匹配模型: what a region learned from its decisions, what ranks there, and how evenly chances fall. */
export default function ModelsPage(): ReactNode {
  const { region: atDesk } = useRegion();
  const region = usePlace().query.get("region") ?? atDesk.id;
  const choose = (chosen: string): void => go(address("/models", { region: chosen }));
  useDeskTurned(choose);
  return (
    <>
      <h1>{t("console.models")}</h1>
      <p className="soft">{t("models.explained")}</p>
      <div className="plan-choice">
        <RegionChoice label={t("models.region")} region={region} choose={choose} />
      </div>
      <ModelsOfRegion key={region} region={region} />
    </>
  );
}

function ModelsOfRegion({ region }: { region: string }): ReactNode {
  const [result, ask] = useQuery({ query: ModelsQuery, variables: { region } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ learnedModels }) =>
        learnedModels === null ? (
          <Nothing>{t("models.notYours")}</Nothing>
        ) : (
          <>
            <ModelTable region={region} models={learnedModels} done={again} />
            <WeightTable models={learnedModels} />
            <ChancesPanel region={region} />
          </>
        )
      }
    </Answer>
  );
}
