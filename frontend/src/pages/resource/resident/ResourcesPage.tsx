import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address, usePlace } from "../../../app/router";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { Answer, Empty, StepNote } from "../../../parts/resident/Answer";
import { TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { ConfirmResource, PauseResource, ResumeResource } from "../steps";
import { ResourceCard, ResourceCardFields } from "./ResourceCard";

const OwnResourceFields = graphql(`
  fragment OwnResourceFields on Resource {
    id
    status
    pausedUntil
    isFresh
    confirmBy
  }
`);

const MyResourcesQuery = graphql.persisted(
  "MyResources",
  graphql(
    `
      query MyResources($partner: ID!) {
        resources(filter: { partner: $partner }, first: 100) {
          edges {
            node {
              id
              ...ResourceCardFields
              ...OwnResourceFields
            }
          }
        }
      }
    `,
    [ResourceCardFields, OwnResourceFields],
  ),
);

const context = { additionalTypenames: ["Resource"] };

/** What one's partner offers, with 仍然有效 in one tap. */
export default function ResourcesPage(): ReactNode {
  const { partners } = useSession();
  const { query } = usePlace();
  const partner = partners.find((each) => each.id === query.get("partner")) ?? partners[0];
  return (
    <Page title={t("resources.title")} back="#/help" backText={t("home.help")}>
      {partner ? (
        <Resources partner={partner.id} />
      ) : (
        <SignInFirst then="/resources">{t("claim.partnersOnly")}</SignInFirst>
      )}
    </Page>
  );
}

function Resources({ partner }: { partner: string }): ReactNode {
  const [result, ask] = useQuery({ query: MyResourcesQuery, variables: { partner }, context });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const offer = (
    <a className="button" href={address("/partners", partner, "offer")}>
      {t("help.offer")}
    </a>
  );
  return (
    <Answer of={result} again={again}>
      {({ resources }) =>
        resources.edges.length === 0 ? (
          <Empty action={offer}>{t("resources.empty")}</Empty>
        ) : (
          <>
            <ul className="cards">
              {resources.edges.map(({ node }) => (
                <ResourceCard key={node.id} resource={node}>
                  <OwnResource resource={node} />
                </ResourceCard>
              ))}
            </ul>
            {offer}
          </>
        )
      }
    </Answer>
  );
}

function OwnResource({ resource }: { resource: FragmentOf<typeof OwnResourceFields> }): ReactNode {
  const { id, status, pausedUntil, isFresh, confirmBy } = readFragment(OwnResourceFields, resource);
  const confirm = useStep(ConfirmResource);
  const resume = useStep(ResumeResource);
  const [isPausing, setIsPausing] = useState(false);
  const isPaused = status === "PAUSED";
  return (
    <>
      <p className="facts">
        <span className={`state state-${isPaused || !isFresh ? "waiting" : "done"}`}>
          {isPaused
            ? pausedUntil
              ? t("resources.pausedUntil", { day: dayOf(`${pausedUntil}T00:00:00+08:00`) })
              : t("resourceStatus.PAUSED")
            : isFresh
              ? t("resources.fresh", { day: dayOf(confirmBy) })
              : t("resources.stale")}
        </span>
      </p>
      <div className="actions">
        {status !== "WITHDRAWN" && !isPaused && (
          <button
            type="button"
            className="button"
            disabled={confirm.busy}
            onClick={() => void confirm.run({ resource: id })}
          >
            {t("resources.stillValid")}
          </button>
        )}
        {isPaused && (
          <button
            type="button"
            className="button"
            disabled={resume.busy}
            onClick={() => void resume.run({ resource: id })}
          >
            {t("resources.resume")}
          </button>
        )}
        {status === "ACTIVE" && (
          <button
            type="button"
            className="button button-plain"
            aria-expanded={isPausing}
            onClick={() => setIsPausing(!isPausing)}
          >
            {t("resources.pause")}
          </button>
        )}
      </div>
      {isPausing && <Pause resource={id} done={() => setIsPausing(false)} />}
      <StepNote step={confirm} />
      <StepNote step={resume} />
    </>
  );
}

function Pause({ resource, done }: { resource: string; done: () => void }): ReactNode {
  const step = useStep(PauseResource);
  const [until, setUntil] = useState("");
  async function pause(): Promise<void> {
    if ((await step.run({ resource, until: until || null })).kind === "done") done();
  }
  return (
    <div className="form">
      <TextField
        label={t("resources.pauseUntil")}
        hint={t("resources.pauseHint")}
        type="date"
        value={until}
        onChange={setUntil}
      />
      <StepNote step={step} />
      <button type="button" className="button" disabled={step.busy} onClick={() => void pause()}>
        {t("resources.pauseSend")}
      </button>
    </div>
  );
}
