import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql, type Word } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { useStep } from "../../../graph/step";
import { Answer, StepNote } from "../../../parts/resident/Answer";
import { CheckField } from "../../../parts/resident/Form";

const SwitchesQuery = graphql.persisted(
  "NotificationSwitches",
  graphql(`
    query NotificationSwitches {
      viewer {
        notificationSwitches {
          kind
          isOn
          label
        }
      }
    }
  `),
);

const SetSwitch = graphql.persisted(
  "SetNotificationSwitch",
  graphql(
    `
      mutation SetNotificationSwitch($input: SetNotificationSwitchInput!) {
        setNotificationSwitch(input: $input) {
          __typename
          ...RefusalText
          ... on InboxSuccess {
            viewer {
              unreadCount
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

type Kind = Word<"NotificationKind">;

/** What only partners are told, and what only staff are told: others need no switch for it. */
const partnersKinds: readonly Kind[] = [
  "DISPATCH_ASKED",
  "DISPATCH_CONFIRMED",
  "DISPATCH_RECALLED",
  "THANKED",
  "RESOURCE_STALE",
];
const staffKinds: readonly Kind[] = [
  "NEED_WAITING",
  "NEED_HANDED_OVER",
  "NEED_WITHDRAWN",
  "DISPATCH_TAKEN",
  "DISPATCH_DONE",
  "DISPATCH_UNCONFIRMED",
  "DISPATCH_ASKED_BACK",
  "DISPATCH_RETURNED",
  "DISPATCH_EXPIRED",
  "DISPATCH_FAILED",
  "NOT_SOLVED",
  "URGED",
  "OVERDUE",
  "OVERDUE_BELOW",
];

/** Which kinds of notifications one is sent. */
export function Switches(): ReactNode {
  const [result, ask] = useQuery({ query: SwitchesQuery });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const step = useStep(SetSwitch);
  const { partners, roles } = useSession();
  const concerns = (kind: Kind): boolean =>
    (partners.length > 0 || !partnersKinds.includes(kind)) && (roles.length > 0 || !staffKinds.includes(kind));

  async function turn(kind: Kind, isOn: boolean): Promise<void> {
    await step.run({ kind, isOn });
    again();
  }

  return (
    <Answer of={result} again={again}>
      {({ viewer: { notificationSwitches } }) => (
        <>
          <p className="hint">{t("account.switchesHint")}</p>
          {notificationSwitches
            .filter(({ kind }) => concerns(kind))
            .map(({ kind, isOn, label }) => (
              <CheckField key={kind} label={label} checked={isOn} onChange={(wanted) => void turn(kind, wanted)} />
            ))}
          <StepNote step={step} />
        </>
      )}
    </Answer>
  );
}
