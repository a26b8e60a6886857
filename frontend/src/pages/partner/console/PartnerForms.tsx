import { Checkbox, Form } from "antd";
import { type ReactNode, useState } from "react";
import { useRegion } from "../../../app/console/region";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { ChannelField, ChoiceField, LineField, TextField } from "../../../parts/console/Fields";
import { OnceWindow } from "../../../parts/console/OnceWindow";
import { StepForm } from "../../../parts/console/StepForm";
import { RegisterPartner } from "../steps";
import { ConfirmPartner, InvitePerson } from "./steps";

interface Partner {
  id: string;
  name: string;
  kind: Word<"PartnerKind">;
}

interface ConfirmProps {
  partner: Partner;
  done: () => void;
  close: () => void;
}

export function ConfirmForm({ partner, done, close }: ConfirmProps): ReactNode {
  return (
    <StepForm
      title={t("partners.confirmTitle", { name: partner.name })}
      send={t("partners.confirm")}
      document={ConfirmPartner}
      input={({ isAblePerson }: { isAblePerson?: boolean }) => ({
        partner: partner.id,
        isAblePerson: isAblePerson ?? false,
      })}
      done={done}
      close={close}
    >
      <p>{t("partners.confirmHint")}</p>
      {partner.kind === "VOLUNTEER" && (
        <Form.Item name="isAblePerson" valuePropName="checked">
          <Checkbox>{t("partners.makeAble")}</Checkbox>
        </Form.Item>
      )}
    </StepForm>
  );
}

/** A contact of a partner gets an account: the link is handed over by whoever invites. */
export function InviteForm({ partner, close }: { partner: Partner; close: () => void }): ReactNode {
  const { region } = useRegion();
  const [invitation, setInvitation] = useState<{ link: string; expiresAt: string } | null>(null);
  if (invitation) {
    return (
      <OnceWindow
        title={t("partners.invited")}
        hint={t("partners.invitedHint", { moment: momentOf(invitation.expiresAt) })}
        text={invitation.link}
        copy={t("partners.copyLink")}
        close={close}
      />
    );
  }
  return (
    <StepForm
      title={t("partners.inviteTitle", { name: partner.name })}
      send={t("partners.invite")}
      document={InvitePerson}
      input={({ called, phone }: { called: string; phone?: string }) => ({
        called,
        phone: phone || null,
        region: region.id,
        partner: partner.id,
      })}
      done={setInvitation}
      close={close}
    >
      <LineField name="called" label={t("partners.called")} required />
      <LineField name="phone" label={t("contact.phone")} type="tel" />
    </StepForm>
  );
}

interface RegisterValues {
  kind: Word<"PartnerKind">;
  name: string;
  introduction?: string;
  officePhone?: string;
  contactName?: string;
  contactPhone?: string;
  isDepartment?: boolean;
  isMarketBody?: boolean;
  channel: Word<"Channel">;
}

const kinds: readonly Word<"PartnerKind">[] = ["UNIT", "SOCIAL_ORGANIZATION", "GROUP", "VOLUNTEER"];

/** 代录: a partner that told staff about itself. */
export function RegisterForm({
  region,
  done,
  close,
}: {
  region: string;
  done: () => void;
  close: () => void;
}): ReactNode {
  return (
    <StepForm
      title={t("partners.register")}
      send={t("form.save")}
      document={RegisterPartner}
      initial={{ kind: "UNIT" }}
      input={({ channel, introduction, officePhone, contactName, contactPhone, ...values }: RegisterValues) => ({
        ...values,
        introduction: introduction ?? "",
        officePhone: officePhone || null,
        region,
        contact: contactName ? { called: contactName, name: contactName, phone: contactPhone || null } : null,
        onBehalf: { channel },
      })}
      done={done}
      close={close}
    >
      <ChoiceField
        name="kind"
        label={t("column.kind")}
        options={kinds.map((kind) => ({ value: kind, label: t(`partnerKind.${kind}`) }))}
        required
      />
      <LineField name="name" label={t("register.unitName")} required />
      <TextField name="introduction" label={t("register.introduction")} rows={2} />
      <LineField name="officePhone" label={t("register.officePhone")} type="tel" />
      <LineField name="contactName" label={t("partners.contactName")} hint={t("partners.contactHint")} required />
      <LineField name="contactPhone" label={t("partners.contactPhone")} type="tel" />
      <Form.Item name="isDepartment" valuePropName="checked">
        <Checkbox>{t("partners.department")}</Checkbox>
      </Form.Item>
      <Form.Item name="isMarketBody" valuePropName="checked">
        <Checkbox>{t("partners.marketBody")}</Checkbox>
      </Form.Item>
      <ChannelField />
    </StepForm>
  );
}
