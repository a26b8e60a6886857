import { type SubmitEvent, type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address, go, usePlace } from "../../../app/router";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { momentIn, spanOf } from "../../../app/time";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { useStep } from "../../../graph/step";
import { amountOf } from "../../../parts/amount";
import { Answer, Empty, StepNote } from "../../../parts/resident/Answer";
import { SelectField, TextField } from "../../../parts/resident/Form";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";

const ClaimPageQuery = graphql.persisted(
  "ClaimPage",
  graphql(`
    query ClaimPage($id: ID!, $partner: ID!) {
      need(id: $id) {
        id
        title
        text
        viewerCan
        parts {
          id
          text
          quantity
          promised
          unit
          earliest
          latest
        }
      }
      resources(filter: { partner: $partner, status: [ACTIVE] }, first: 100) {
        edges {
          node {
            id
            title
          }
        }
      }
    }
  `),
);

const ClaimNeed = graphql.persisted(
  "ClaimNeed",
  graphql(
    `
      mutation ClaimNeed($input: ClaimNeedInput!) {
        claimNeed(input: $input) {
          __typename
          ...RefusalText
          ... on DispatchSuccess {
            dispatch {
              id
              status
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

type Answered = ResultOf<typeof ClaimPageQuery>;

/** 认领: a partner takes a published need by itself; staff confirm. */
export default function ClaimPage({ id }: { id: string }): ReactNode {
  const { partners } = useSession();
  const { query } = usePlace();
  const [partner, setPartner] = useState(query.get("partner") ?? partners[0]?.id ?? "");
  return (
    <Page title={t("claim.title")} back="#/neighbourhood" backText={t("neighbourhood.title")}>
      {partner === "" ? (
        <SignInFirst then={`/claim/${id}`}>{t("claim.partnersOnly")}</SignInFirst>
      ) : (
        <>
          {partners.length > 1 && (
            <SelectField
              label={t("help.as")}
              value={partner}
              options={partners.map((each) => ({ value: each.id, label: each.name }))}
              onChange={setPartner}
            />
          )}
          <Claim id={id} partner={partner} />
        </>
      )}
    </Page>
  );
}

function Claim({ id, partner }: { id: string; partner: string }): ReactNode {
  const [result, again] = useQuery({ query: ClaimPageQuery, variables: { id, partner } });
  return (
    <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
      {({ need, resources }) =>
        need === null || !need.viewerCan.includes("CLAIM") ? (
          <Empty>{t("claim.notNow")}</Empty>
        ) : (
          <ClaimForm need={need} resources={resources.edges.map(({ node }) => node)} partner={partner} />
        )
      }
    </Answer>
  );
}

interface FormProps {
  need: NonNullable<Answered["need"]>;
  resources: { id: string; title: string }[];
  partner: string;
}

function ClaimForm({ need, resources, partner }: FormProps): ReactNode {
  const open = need.parts.filter((part) => Number(part.promised) < Number(part.quantity));
  const step = useStep(ClaimNeed);
  const [part, setPart] = useState(open[0]?.id ?? "");
  const [resource, setResource] = useState("");
  const [quantity, setQuantity] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const chosen = open.find((each) => each.id === part);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await step.run({
      part,
      partner,
      resource: resource || null,
      quantity: quantity || null,
      startsAt: momentIn(from),
      endsAt: momentIn(until),
    });
    if (outcome.kind === "done") go(address("/dispatches", outcome.value.dispatch.id));
  }

  if (!chosen) return <Empty>{t("claim.notNow")}</Empty>;
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <section className="card">
        <h2>{need.title}</h2>
        {need.text && <p>{need.text}</p>}
        {spanOf(chosen.earliest, chosen.latest) && <p className="hint">{spanOf(chosen.earliest, chosen.latest)}</p>}
      </section>
      <div className="card">
        {open.length > 1 && (
          <SelectField
            label={t("claim.part")}
            value={part}
            options={open.map((each) => ({ value: each.id, label: each.text || amountOf(each.quantity, each.unit) }))}
            onChange={setPart}
          />
        )}
        <TextField
          label={t("claim.quantity", {
            left: amountOf(String(Number(chosen.quantity) - Number(chosen.promised)), chosen.unit),
          })}
          hint={t("claim.quantityHint")}
          isOptional={t("form.optional")}
          type="number"
          min={1}
          value={quantity}
          onChange={setQuantity}
        />
        {resources.length > 0 && (
          <SelectField
            label={t("claim.resource")}
            none={t("claim.noResource")}
            value={resource}
            options={resources.map((each) => ({ value: each.id, label: each.title }))}
            onChange={setResource}
          />
        )}
        <div className="pair">
          <TextField
            label={t("dispatch.from")}
            isOptional={t("form.optional")}
            type="datetime-local"
            value={from}
            onChange={setFrom}
          />
          <TextField
            label={t("dispatch.until")}
            isOptional={t("form.optional")}
            type="datetime-local"
            value={until}
            onChange={setUntil}
          />
        </div>
      </div>
      <p className="hint">{t("claim.staffConfirm")}</p>
      <StepNote step={step} />
      <button className="button button-large" disabled={step.busy}>
        {t(step.busy ? "state.sending" : "claim.send")}
      </button>
    </form>
  );
}
