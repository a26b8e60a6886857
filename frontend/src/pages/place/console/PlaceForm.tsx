import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { ChoiceField, LineField, NumberField, TextField } from "../../../parts/console/Fields";
import { StepForm } from "../../../parts/console/StepForm";
import { EditPlace, type Place, RecordPlace } from "./documents";

const kinds: readonly Word<"PlaceKind">[] = ["LIVING", "WORKING", "VISITING", "LEARNING", "CARING"];

interface Values {
  kind: Word<"PlaceKind">;
  name: string;
  address: string;
  lat: number;
  lng: number;
  hours?: string;
  phone?: string;
  note?: string;
}

interface Props {
  region: string;
  /** The place to edit; a new one without. */
  place?: Place;
  done: () => void;
  close: () => void;
}

const inputOf = ({ lat, lng, hours, phone, note, ...values }: Values) => ({
  ...values,
  point: { lat, lng },
  hours: hours ?? "",
  phone: phone || null,
  note: note ?? "",
});

export function PlaceForm({ region, place, done, close }: Props): ReactNode {
  if (place)
    return (
      <StepForm
        title={t("places.editTitle", { name: place.name })}
        send={t("form.save")}
        document={EditPlace}
        initial={place}
        input={(values: Values) => ({ place: place.id, version: place.version, ...inputOf(values) })}
        done={done}
        close={close}
      >
        <PlaceFields />
      </StepForm>
    );
  return (
    <StepForm
      title={t("places.record")}
      send={t("form.save")}
      document={RecordPlace}
      initial={{ kind: "LIVING" }}
      input={(values: Values) => ({ region, ...inputOf(values) })}
      done={done}
      close={close}
    >
      <PlaceFields />
    </StepForm>
  );
}

function PlaceFields(): ReactNode {
  return (
    <>
      <ChoiceField
        name="kind"
        label={t("column.kind")}
        options={kinds.map((kind) => ({ value: kind, label: t(`placeKind.${kind}`) }))}
        required
      />
      <LineField name="name" label={t("places.name")} required />
      <LineField name="address" label={t("contact.address")} required />
      <NumberField name="lat" label={t("places.lat")} hint={t("places.pointHint")} required />
      <NumberField name="lng" label={t("places.lng")} required />
      <LineField name="hours" label={t("column.hours")} hint={t("places.hoursHint")} />
      <LineField name="phone" label={t("contact.phone")} type="tel" />
      <TextField name="note" label={t("places.note")} rows={2} />
    </>
  );
}
