import { type ReactNode, useState } from "react";
import { useClient } from "urql";
import { t } from "../../../app/text";
import { today } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { graphql } from "../../../graph/graphql";
import { Problem } from "../../../parts/resident/Answer";

const ExportQuery = graphql.persisted(
  "ExportMyData",
  graphql(`
    query ExportMyData {
      exportMyData
    }
  `),
);

/** Everything kept about the person, as a file of their own. */
export function ExportButton(): ReactNode {
  const client = useClient();
  const [problem, setProblem] = useState<string | null>(null);

  async function fetchAll(): Promise<void> {
    const { data, error } = await client.query(ExportQuery, {}, { requestPolicy: "network-only" }).toPromise();
    setProblem(error ? sentenceOf(error) : null);
    if (data) save(JSON.stringify(data.exportMyData, null, 2));
  }

  return (
    <>
      <p>{t("account.exportHint")}</p>
      {problem && <Problem sentence={problem} />}
      <p className="actions">
        <button type="button" className="button button-plain" onClick={() => void fetchAll()}>
          {t("account.export")}
        </button>
      </p>
    </>
  );
}

function save(text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${t("account.exportName")}-${today()}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
