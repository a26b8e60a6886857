import type { ReactNode } from "react";
import { t } from "../../../../app/text";
import type { Word } from "../../../../graph/graphql";
import { ChannelField, TextField } from "../../../../parts/console/Fields";
import { StepForm } from "../../../../parts/console/StepForm";
import { ReplyField } from "../../../reply/console/ReplyField";
import { CommentNeed } from "../../steps";
import { NoteNeed, RecordFollowUp } from "../steps";
import { askerOf, type MoveProps } from "./subject";

interface Words {
  text: string;
}

/** For colleagues only. */
export function NoteForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.NOTE")}
      send={t("form.save")}
      document={NoteNeed}
      input={({ text }: Words) => ({ need: need.id, text })}
      done={done}
      close={close}
    >
      <TextField name="text" label={t("note.text")} hint={t("note.hint")} required />
    </StepForm>
  );
}

/** Read by the resident. */
export function CommentForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.COMMENT")}
      send={t("form.send")}
      document={CommentNeed}
      input={({ text }: Words) => ({ need: need.id, text })}
      done={done}
      close={close}
    >
      <ReplyField name="text" label={t("comment.text")} hint={t("comment.hint")} required />
    </StepForm>
  );
}

/** What was said when somebody was rung afterwards. */
export function FollowUpForm({ need, done, close }: MoveProps): ReactNode {
  return (
    <StepForm
      title={t("needMove.RECORD_FOLLOW_UP")}
      send={t("form.save")}
      document={RecordFollowUp}
      input={({ text, channel }: Words & { channel: Word<"Channel"> }) => ({
        need: need.id,
        text,
        channel,
        person: askerOf(need).person,
      })}
      done={done}
      close={close}
    >
      <TextField name="text" label={t("followUp.text")} required />
      <ChannelField />
    </StepForm>
  );
}
