import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { momentIn, momentOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { ChoiceField, LineField } from "../../../parts/console/Fields";
import { OnceWindow } from "../../../parts/console/OnceWindow";
import { StepForm } from "../../../parts/console/StepForm";
import { InvitePerson } from "../../partner/console/steps";
import { GrantRole, type Person, RevokeRole } from "./documents";
import { roles } from "./roles";

const roleChoices = () => roles.map((value) => ({ value, label: t(`role.${value}`) }));

interface InviteValues {
  called: string;
  name?: string;
  phone?: string;
  role?: Word<"Role">;
}

/** Somebody gets an account, with a role or without one; the link is handed over by whoever invites. */
export function InviteStaffForm({ region, close }: { region: string; close: () => void }): ReactNode {
  const [invitation, setInvitation] = useState<{ link: string; expiresAt: string } | null>(null);
  if (invitation)
    return (
      <OnceWindow
        title={t("partners.invited")}
        hint={t("partners.invitedHint", { moment: momentOf(invitation.expiresAt) })}
        text={invitation.link}
        copy={t("partners.copyLink")}
        close={close}
      />
    );
  return (
    <StepForm
      title={t("people.invite")}
      send={t("people.inviteNow")}
      document={InvitePerson}
      initial={{ role: "COMMUNITY_STAFF" }}
      input={({ called, name, phone, role }: InviteValues) => ({
        called,
        name: name || null,
        phone: phone || null,
        region,
        role: role ?? null,
      })}
      done={setInvitation}
      close={close}
    >
      <LineField name="called" label={t("people.called")} required />
      <LineField name="name" label={t("contact.name")} />
      <LineField name="phone" label={t("contact.phone")} type="tel" />
      <ChoiceField name="role" label={t("people.role")} options={roleChoices()} allowClear hint={t("people.roleHint")} />
    </StepForm>
  );
}

interface Props {
  region: string;
  person: Person;
  done: () => void;
  close: () => void;
}

export function GrantForm({ region, person, done, close }: Props): ReactNode {
  return (
    <StepForm
      title={t("people.grantTitle", { called: person.called })}
      send={t("people.grant")}
      document={GrantRole}
      initial={{ role: "COMMUNITY_STAFF" }}
      input={({ role, until }: { role: Word<"Role">; until?: string }) => ({
        person: person.id,
        region,
        role,
        until: until ? momentIn(until) : null,
      })}
      done={done}
      close={close}
    >
      <ChoiceField name="role" label={t("people.role")} options={roleChoices()} required />
      <LineField name="until" label={t("people.until")} type="datetime-local" hint={t("people.untilHint")} />
    </StepForm>
  );
}

export function RevokeForm({ region, person, role, done, close }: Props & { role: Word<"Role"> }): ReactNode {
  return (
    <StepForm
      title={t("people.revokeTitle", { called: person.called, role: t(`role.${role}`) })}
      send={t("people.revoke")}
      document={RevokeRole}
      input={() => ({ person: person.id, region, role })}
      done={done}
      close={close}
    >
      <p>{t("people.revokeHint")}</p>
    </StepForm>
  );
}
