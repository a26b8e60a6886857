import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { weekdayName } from "../../../app/time";
import { ManyChoices, TextField } from "../../../parts/resident/Form";

export interface WeekPattern {
  /** Monday is 0. */
  weekdays: number[];
  opens: string;
  closes: string;
}

interface Props {
  value: WeekPattern;
  onChange: (value: WeekPattern) => void;
}

/** Which days of the week, from when to when. */
export function HoursField({ value, onChange }: Props): ReactNode {
  return (
    <>
      <ManyChoices
        legend={t("offer.weekdays")}
        values={value.weekdays.map(String)}
        options={[0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ value: String(weekday), label: weekdayName(weekday) }))}
        onChange={(weekdays) => onChange({ ...value, weekdays: weekdays.map(Number).sort() })}
      />
      <div className="pair">
        <TextField
          label={t("offer.opens")}
          type="time"
          value={value.opens}
          onChange={(opens) => onChange({ ...value, opens })}
          required
        />
        <TextField
          label={t("offer.closes")}
          type="time"
          value={value.closes}
          onChange={(closes) => onChange({ ...value, closes })}
          required
        />
      </div>
    </>
  );
}
