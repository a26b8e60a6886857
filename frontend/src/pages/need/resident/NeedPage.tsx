import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { Answer, Empty, LiveNote } from "../../../parts/resident/Answer";
import { DangerNote } from "../../../parts/resident/DangerNote";
import { Page } from "../../../parts/resident/Page";
import { OwnNeedChanges } from "../changes";
import { HeadlineFields, headlineOf } from "../headline";
import { ContactViews, ContactViewsFields } from "./ContactViews";
import { NeedActions, NeedActionsFields } from "./NeedActions";
import { NeedStanding, NeedStandingFields } from "./NeedStanding";
import { NeedStory, NeedStoryFields } from "./NeedStory";
import { Photos } from "./Photos";
import { ShareNote, ShareNoteFields } from "./ShareNote";
import { VisitNote, VisitNoteFields } from "./VisitNote";

const NeedPageQuery = graphql.persisted(
  "NeedPage",
  graphql(
    `
      query NeedPage($id: ID!) {
        need(id: $id) {
          id
          number
          ...HeadlineFields
          ...NeedStandingFields
          ...NeedActionsFields
          ...NeedStoryFields
          ...ShareNoteFields
          status
          region {
            id
          }
          private {
            words
            isMasked
          }
          photos {
            id
            address
            width
            height
          }
          dangers {
            show
          }
          dispatches {
            id
            ...VisitNoteFields
          }
        }
        viewer {
          person {
            id
            ...ContactViewsFields
          }
        }
      }
    `,
    [
      VisitNoteFields,
      HeadlineFields,
      NeedStandingFields,
      NeedActionsFields,
      NeedStoryFields,
      ShareNoteFields,
      ContactViewsFields,
    ],
  ),
);

type Data = ResultOf<typeof NeedPageQuery>;

/** One need as the person who asked sees it: where it stands, who comes, what happened. */
export default function NeedPage({ id }: { id: string }): ReactNode {
  const [result, ask] = useQuery({ query: NeedPageQuery, variables: { id } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ need, viewer }) =>
        need === null ? (
          <Page title={t("need.missingTitle")} back="#/needs" backText={t("home.progress")}>
            <Empty>{t("need.missing")}</Empty>
          </Page>
        ) : (
          <Found need={need} viewer={viewer} again={again} />
        )
      }
    </Answer>
  );
}

interface FoundProps {
  need: NonNullable<Data["need"]>;
  viewer: Data["viewer"];
  again: () => void;
}

const ended = ["CLOSED", "DECLINED", "TRANSFERRED", "MERGED", "WITHDRAWN"];

function Found({ need, viewer, again }: FoundProps): ReactNode {
  const { isSignedIn } = useSession();
  const region = isSignedIn && !ended.includes(need.status) ? need.region?.id : undefined;
  const liveness = useLive(OwnNeedChanges, region === undefined ? null : { region }, again, again);
  return (
    <Page title={headlineOf(need)} back="#/needs" backText={t("home.progress")}>
      <LiveNote liveness={liveness} />
      <DangerNote dangers={need.dangers} />
      {need.dispatches.map((dispatch) => (
        <VisitNote key={dispatch.id} dispatch={dispatch} />
      ))}
      <NeedStanding need={need} />
      <NeedActions need={need} again={again} />
      <NeedStory need={need} />
      <Photos photos={need.photos} />
      {need.private && !need.private.isMasked && <ShareNote need={need} again={again} />}
      {need.private && viewer.person && <ContactViews person={viewer.person} need={need.number} />}
    </Page>
  );
}
