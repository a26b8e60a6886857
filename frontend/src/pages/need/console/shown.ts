import type { VariablesOf } from "../../../graph/graphql";
import type { SendDispatch } from "../../dispatch/console/steps";

/** The ranking and the candidates a person had before the eyes when deciding; the server logs them. */
export type Shown = NonNullable<VariablesOf<typeof SendDispatch>["input"]["shown"]>;
