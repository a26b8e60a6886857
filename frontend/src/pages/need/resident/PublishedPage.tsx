import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { Choices, TextField } from "../../../parts/resident/Form";
import { MoreButton } from "../../../parts/resident/MoreButton";
import { Page } from "../../../parts/resident/Page";
import { ResourceCard, ResourceCardFields } from "../../resource/resident/ResourceCard";
import { NeedCard, NeedCardFields } from "./NeedCard";

const PublishedNeedsQuery = graphql.persisted(
  "PublishedNeeds",
  graphql(
    `
      query PublishedNeeds($first: Int!, $text: String) {
        needs(filter: { published: true, open: true, text: $text }, first: $first) {
          edges {
            node {
              id
              viewerCan
              ...NeedCardFields
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    `,
    [NeedCardFields],
  ),
);

const OfferedResourcesQuery = graphql.persisted(
  "OfferedResources",
  graphql(
    `
      query OfferedResources($first: Int!, $text: String) {
        resources(filter: { status: [ACTIVE], text: $text }, first: $first) {
          edges {
            node {
              id
              ...ResourceCardFields
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    `,
    [ResourceCardFields],
  ),
);

const step = 20;

/** 邻里: what neighbours need and what partners offer, open to anyone. */
export default function PublishedPage(): ReactNode {
  const [list, setList] = useState<"needs" | "resources">("needs");
  const [text, setText] = useState("");
  return (
    <Page title={t("neighbourhood.title")}>
      <div className="card">
        <Choices
          legend={t("neighbourhood.look")}
          value={list}
          options={[
            { value: "needs", label: t("neighbourhood.needs") },
            { value: "resources", label: t("neighbourhood.resources") },
          ]}
          onChange={setList}
        />
        <TextField label={t("neighbourhood.search")} isOptional={t("form.optional")} value={text} onChange={setText} />
      </div>
      {list === "needs" ? <Needs text={text.trim()} /> : <Resources text={text.trim()} />}
    </Page>
  );
}

function Needs({ text }: { text: string }): ReactNode {
  const [first, setFirst] = useState(step);
  const [result, again] = useQuery({ query: PublishedNeedsQuery, variables: { first, text: text || null } });
  return (
    <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
      {({ needs }) =>
        needs.edges.length === 0 ? (
          <Empty>{t(text === "" ? "home.nothingPublished" : "neighbourhood.nothingFound")}</Empty>
        ) : (
          <>
            <ul className="cards">
              {needs.edges.map(({ node }) => (
                <NeedCard key={node.id} need={node}>
                  {node.viewerCan.includes("CLAIM") && (
                    <a className="button button-plain" href={address("/claim", node.id)}>
                      {t("need.claim")}
                    </a>
                  )}
                </NeedCard>
              ))}
            </ul>
            <MoreButton isShown={needs.pageInfo.hasNextPage && first < 100} onClick={() => setFirst(first + step)} />
          </>
        )
      }
    </Answer>
  );
}

function Resources({ text }: { text: string }): ReactNode {
  const [first, setFirst] = useState(step);
  const [result, again] = useQuery({ query: OfferedResourcesQuery, variables: { first, text: text || null } });
  return (
    <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
      {({ resources }) =>
        resources.edges.length === 0 ? (
          <Empty>{t("neighbourhood.nothingFound")}</Empty>
        ) : (
          <>
            <ul className="cards">
              {resources.edges.map(({ node }) => (
                <ResourceCard key={node.id} resource={node} />
              ))}
            </ul>
            <MoreButton
              isShown={resources.pageInfo.hasNextPage && first < 100}
              onClick={() => setFirst(first + step)}
            />
          </>
        )
      }
    </Answer>
  );
}
