import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { ChoiceField, LineField, NumberField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { usePartnerChoices } from "../../partner/console/choices";

const PlanProject = graphql.persisted(
  "PlanProject",
  graphql(
    `
      mutation PlanProject($input: PlanProjectInput!) {
        planProject(input: $input) {
          __typename
          ...RefusalText
          ... on ProjectSuccess {
            project {
              id
              isListed
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

interface Values {
  content: string;
  leadPartner?: string;
  personInCharge: string;
  fundSource?: string;
  funds?: number;
  due?: string;
  step?: string;
}

/** 列入项目清单: the milestones that make a taken need a project of the list. */
export function PlanButton({ need, done }: { need: string; done: () => void }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {t("project.plan")}
      </Button>
      {isOpen && (
        <PlanForm
          need={need}
          close={() => setIsOpen(false)}
          done={() => {
            setIsOpen(false);
            done();
          }}
        />
      )}
    </>
  );
}

function PlanForm({ need, done, close }: { need: string; done: () => void; close: () => void }): ReactNode {
  const { choices, search, isFetching } = usePartnerChoices();
  return (
    <StepForm
      title={t("project.plan")}
      send={t("project.plan")}
      document={PlanProject}
      input={({ step, funds, due, fundSource, leadPartner, ...values }: Values) => ({
        need,
        ...values,
        leadPartner: leadPartner ?? null,
        fundSource: fundSource ?? "",
        funds: funds ? String(funds) : null,
        due: due || null,
        steps: step ? [{ title: step, due: due || null }] : [],
      })}
      done={done}
      close={close}
    >
      <TextField name="content" label={t("project.content")} rows={2} required />
      <ChoiceField
        name="leadPartner"
        label={t("column.leadPartner")}
        options={choices}
        loading={isFetching}
        showSearch={{ filterOption: false, onSearch: search }}
        allowClear
      />
      <LineField name="personInCharge" label={t("column.inCharge")} required />
      <LineField name="step" label={t("project.step")} hint={t("project.stepHint")} />
      <LineField name="due" label={t("column.due")} type="date" required />
      <div className="form-pair">
        <LineField name="fundSource" label={t("project.fundSource")} />
        <NumberField name="funds" label={t("project.funds")} />
      </div>
    </StepForm>
  );
}
