import { type ComponentType, type ReactNode, useState } from "react";
import { t, type TextKey } from "../app/text";
import { graphql } from "../graph/graphql";
import { RefusalText } from "../graph/outcome";
import { useStep } from "../graph/step";

const OpenContactStep = graphql.persisted(
  "OpenContact",
  graphql(
    `
      mutation OpenContact($input: OpenContactInput!) {
        openContact(input: $input) {
          __typename
          ...RefusalText
          ... on OpenContactSuccess {
            contact {
              name
              phone
              relation
              address
              door
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

interface Opened {
  name: string | null;
  phone: string | null;
  relation: string | null;
  address: string | null;
  door: string | null;
}

interface Choice {
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

interface Props {
  of: { need: string } | { dispatch: string };
  /** The button of the entry this stands in. */
  button: ComponentType<Choice>;
}

const reasons = ["contact.toArrange", "contact.toVisit", "contact.toVerify"] as const satisfies readonly TextKey[];

/** Phone and door stay masked until somebody says what for; the person concerned reads who opened them. */
export function OpenContact({ of, button: Button }: Props): ReactNode {
  const step = useStep(OpenContactStep);
  const [opened, setOpened] = useState<Opened | null>(null);

  async function open(reason: TextKey): Promise<void> {
    const outcome = await step.run({ ...of, reason: t(reason) });
    if (outcome.kind === "done") setOpened(outcome.value.contact);
  }

  if (opened) return <Contact contact={opened} />;
  const answer = step.refusal ? `${step.refusal.message} ${step.refusal.remedy}` : step.problem;
  return (
    <div role="group" aria-label={t("contact.open")}>
      <p>{t("contact.openHint")}</p>
      {reasons.map((reason) => (
        <Button key={reason} disabled={step.busy} onClick={() => void open(reason)}>
          {t(reason)}
        </Button>
      ))}
      {answer && <p role="alert">{answer}</p>}
    </div>
  );
}

function Contact({ contact }: { contact: Opened }): ReactNode {
  const { name, phone, relation, address, door } = contact;
  const called = name && relation ? t("contact.nameAndRelation", { name, relation }) : name;
  return (
    <p aria-live="polite">
      {called} {phone && <a href={`tel:${phone}`}>{phone}</a>} {[address, door].filter(Boolean).join(" ")}
    </p>
  );
}
