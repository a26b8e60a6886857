import { Form, Select } from "antd";
import type { ComponentProps, ReactNode } from "react";
import { useQuery } from "urql";
import { useRegion } from "../../../app/console/region";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { TextField } from "../../../parts/console/Fields";

const ReplyTemplates = graphql.persisted(
  "ReplyTemplates",
  graphql(`
    query ReplyTemplates($region: ID!) {
      replyTemplates(region: $region, first: 100) {
        edges {
          node {
            id
            title
            text
          }
        }
      }
    }
  `),
);

/** A text that may begin with one of the community's usual replies; what was written stays before it. */
export function ReplyField(props: ComponentProps<typeof TextField>): ReactNode {
  const { region } = useRegion();
  const form = Form.useFormInstance<Record<string, string | undefined>>();
  const [{ data }] = useQuery({
    query: ReplyTemplates,
    variables: { region: region.id },
    requestPolicy: "cache-first",
  });
  const templates = data?.replyTemplates.edges.map(({ node }) => node) ?? [];

  function insert(id: string): void {
    const chosen = templates.find((template) => template.id === id);
    if (!chosen) return;
    const written = (form.getFieldValue(props.name) as string | undefined)?.trim();
    form.setFieldValue(props.name, written ? `${written}\n${chosen.text}` : chosen.text);
  }

  return (
    <>
      <TextField {...props} />
      {templates.length > 0 && (
        <Select<string | null>
          className="reply-choice"
          aria-label={t("reply.choose")}
          placeholder={t("reply.choose")}
          value={null}
          showSearch={{ optionFilterProp: "label" }}
          options={templates.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => id !== null && insert(id)}
        />
      )}
    </>
  );
}
