import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { ChoiceField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { useReasons } from "../../reason/reasons";
import type { Shown } from "./shown";

const DismissMatches = graphql.persisted(
  "DismissMatches",
  graphql(
    `
      mutation DismissMatches($input: DismissMatchesInput!) {
        dismissMatches(input: $input) {
          __typename
          ...RefusalText
          ... on PartSuccess {
            part {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

interface Props {
  part: string;
  shown: Shown;
  done: () => void;
  close: () => void;
}

/** None of those shown fits: why, so that the next ranking is better. */
export function DismissForm({ part, shown, done, close }: Props): ReactNode {
  const reasons = useReasons("DISMISS");
  return (
    <StepForm
      title={t("match.dismiss")}
      send={t("form.save")}
      document={DismissMatches}
      input={(values: { reasonCode: string; reasonText?: string }) => ({ part, shown, ...values })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="reasonCode"
        label={t("need.reason")}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        required
      />
      <TextField name="reasonText" label={t("form.oneSentence")} rows={2} />
    </StepForm>
  );
}
