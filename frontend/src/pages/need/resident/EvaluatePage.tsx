import { Fragment, type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql, type Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { Choices, ManyChoices, TextField } from "../../../parts/resident/Form";
import { Icon } from "../../../parts/resident/Icon";
import { Page } from "../../../parts/resident/Page";
import { Questions } from "../../../parts/resident/Questions";
import { HeadlineFields, headlineOf } from "../headline";
import { EvaluateNeed } from "../steps";
import { satisfiedWords, solvedWords, useOfferedReasons } from "../verdict";

const EvaluateQuery = graphql.persisted(
  "EvaluatePage",
  graphql(
    `
      query EvaluatePage($id: ID!) {
        need(id: $id) {
          id
          viewerCan
          ...HeadlineFields
        }
      }
    `,
    [HeadlineFields],
  ),
);

/** 您的评价: solved and satisfied are two questions. */
export default function EvaluatePage({ id }: { id: string }): ReactNode {
  const [result, ask] = useQuery({ query: EvaluateQuery, variables: { id } });
  const [isSent, setIsSent] = useState(false);
  return (
    <Page title={t("evaluate.title")} back={address("/needs", id)} backText={t("home.progress")}>
      {isSent ? (
        <Thanks />
      ) : (
        <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
          {({ need }) =>
            need === null || !need.viewerCan.includes("EVALUATE") ? (
              <Empty>{t("evaluate.notNow")}</Empty>
            ) : (
              <>
                <p className="subject">{headlineOf(need)}</p>
                <EvaluateForm need={id} sent={() => setIsSent(true)} />
              </>
            )
          }
        </Answer>
      )}
    </Page>
  );
}

function Thanks(): ReactNode {
  return (
    <section className="card posted">
      <Icon name="check" />
      <p className="standing">{t("evaluate.thanks")}</p>
      <p>{t("evaluate.whatNext")}</p>
      <a className="button" href="#/needs">
        {t("home.progress")}
      </a>
    </section>
  );
}

function EvaluateForm({ need, sent }: { need: string; sent: () => void }): ReactNode {
  const step = useStep(EvaluateNeed);
  const [solved, setSolved] = useState<Word<"Solved"> | "">("");
  const [satisfied, setSatisfied] = useState<Word<"Satisfied"> | "">("");
  const [reasons, setReasons] = useState<string[]>([]);
  const [text, setText] = useState("");
  const offered = useOfferedReasons(solved, satisfied);

  async function submit(): Promise<void> {
    if (solved === "") return;
    const chosen = reasons.filter((code) => offered.some((reason) => reason.value === code));
    const outcome = await step.run({
      need,
      solved,
      satisfied: satisfied === "" ? null : satisfied,
      reasons: chosen,
      text,
    });
    if (outcome.kind === "done") sent();
  }

  const groups = [
    [
      <Choices
        key="solved"
        legend={t("evaluate.solved")}
        value={solved}
        options={solvedWords.map((value) => ({ value, label: t(`solved.${value}`) }))}
        onChange={setSolved}
      />,
    ],
    [
      <Choices
        key="satisfied"
        legend={t("evaluate.satisfied")}
        value={satisfied}
        options={satisfiedWords.map((value) => ({ value, label: t(`satisfied.${value}`) }))}
        onChange={setSatisfied}
      />,
      offered.length > 0 && (
        <ManyChoices
          key="reasons"
          legend={t("evaluate.reasons")}
          values={reasons}
          options={offered}
          onChange={setReasons}
        />
      ),
    ],
    [
      <Fragment key="text">
        <TextField
          label={t("evaluate.text")}
          isOptional={t("form.optional")}
          value={text}
          onChange={setText}
          rows={3}
        />
        <p className="hint">{t("evaluate.privacy")}</p>
      </Fragment>,
    ],
  ];
  return (
    <>
      <Questions
        step={step}
        send={t("evaluate.send")}
        submit={submit}
        isReady={solved !== ""}
        isFramed
        isMain
        groups={groups}
      />
      {solved === "" && <p className="hint">{t("evaluate.chooseSolved")}</p>}
    </>
  );
}
