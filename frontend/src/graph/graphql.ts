import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./introspection";

/** Documents are typed from schema/schema.graphql; marked `graphql.persisted`, they form the list of trusted documents. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Date: string; Decimal: string };
}>();

export { readFragment } from "gql.tada";
export type { FragmentOf, ResultOf, TadaDocumentNode, VariablesOf } from "gql.tada";

/** The words of one closed list of the schema: `Word<"NeedStatus">`. */
export type Word<Name extends Parameters<typeof graphql.scalar>[0]> = ReturnType<typeof graphql.scalar<Name>>;
