import type { ReactNode } from "react";
import { address } from "../../../app/router";
import type { ResultOf } from "../../../graph/graphql";
import { UrgencyTag } from "../../../parts/console/Tags";
import { headlineOf } from "../../need/headline";
import { placeOf } from "../../region/place";
import type { PlannedNeed } from "./documents";

interface Props {
  need: ResultOf<typeof PlannedNeed>;
  /** The part's own words, when it has any. */
  text: string;
}

/** Which need a line is about, with the way to it. */
export function NeedHead({ need, text }: Props): ReactNode {
  const called = headlineOf(need);
  return (
    <>
      <UrgencyTag urgency={need.urgency} /> <a href={address("/", { need: need.id })}>{called}</a>
      {text !== "" && text !== called && <div>{text}</div>}
      {need.region && <div className="soft">{placeOf(need.region)}</div>}
    </>
  );
}
