import { useRef, useState } from "react";
import { type Client, useClient } from "urql";
import { t } from "../../../../app/text";
import { sentenceOf } from "../../../../graph/client";
import { graphql } from "../../../../graph/graphql";
import type { Outcome } from "../../../../graph/outcome";
import { randomKey, send } from "../../../../graph/step";
import { RecallDispatch } from "../../../dispatch/console/steps";
import { AcceptNeed, HoldNeed } from "../steps";

const OpenDispatches = graphql.persisted(
  "OpenDispatches",
  graphql(`
    query OpenDispatches($id: ID!) {
      need(id: $id) {
        id
        dispatches {
          id
          viewerCan
        }
      }
    }
  `),
);

export interface Ticked {
  id: string;
  called: string;
}

/** What came of one need of many: done, or why not and what can be done about it. */
export interface Result extends Ticked {
  isDone: boolean;
  sentence: string;
  remedy: string;
}

export type Work =
  | { move: "accept" }
  | { move: "hold"; reasonText: string; until: string }
  | { move: "recall"; reasonText: string };

type One = { isDone: boolean; sentence: string; remedy: string };

/** Do the same to several needs, one mutation each under a key of its own, and keep what came of every one. */
export function useBulk() {
  const client = useClient();
  const [results, setResults] = useState<Result[]>([]);
  const [left, setLeft] = useState(0);
  const keys = useRef(new Map<string, string>());

  /** After a lost answer the same work on the same need goes out under the same key. */
  function keyOf(body: string): string {
    const key = keys.current.get(body) ?? randomKey();
    keys.current.set(body, key);
    return key;
  }

  async function run(needs: readonly Ticked[], work: Work): Promise<Result[]> {
    const all: Result[] = [];
    setResults([]);
    setLeft(needs.length);
    for (const need of needs) {
      all.push({ ...need, ...(await doOne(client, need.id, work, keyOf)) });
      setResults([...all]);
      setLeft(needs.length - all.length);
    }
    return all;
  }

  return { run, results, left, forget: () => setResults([]) };
}

async function doOne(client: Client, need: string, work: Work, keyOf: (body: string) => string): Promise<One> {
  const key = keyOf(JSON.stringify([need, work]));
  if (work.move === "accept") return told(await send(client, AcceptNeed, { need }, key));
  if (work.move === "hold") {
    return told(await send(client, HoldNeed, { need, reasonText: work.reasonText, until: work.until }, key));
  }
  const { data, error } = await client.query(OpenDispatches, { id: need }, { requestPolicy: "network-only" }).toPromise();
  if (error) return { isDone: false, sentence: sentenceOf(error), remedy: "" };
  const open = (data?.need?.dispatches ?? []).filter(({ viewerCan }) => viewerCan.includes("RECALL"));
  if (open.length === 0) return { isDone: false, sentence: t("bulk.nothingOut"), remedy: t("bulk.nothingOutRemedy") };
  for (const dispatch of open) {
    const input = { dispatch: dispatch.id, reasonText: work.reasonText };
    const one = told(await send(client, RecallDispatch, input, keyOf(JSON.stringify(input))));
    if (!one.isDone) return one;
  }
  return done;
}

const done: One = { isDone: true, sentence: "", remedy: "" };

function told<Data>(outcome: Outcome<Data>): One {
  if (outcome.kind === "done") return done;
  if (outcome.kind === "unanswered") return { isDone: false, sentence: outcome.sentence, remedy: t("bulk.again") };
  return { isDone: false, sentence: outcome.refusal.message, remedy: outcome.refusal.remedy };
}
