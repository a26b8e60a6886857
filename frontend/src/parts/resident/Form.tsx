import { type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  isOptional?: string;
  children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A labelled control; the child draws the control with the given id. */
export function Field({ label, hint, isOptional, children }: FieldProps): ReactNode {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="optional">{isOptional}</span>}
      </label>
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {children(id, hint ? hintId : undefined)}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  hint?: ReactNode;
  isOptional?: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "tel" | "number" | "password" | "datetime-local" | "time" | "date";
  autoComplete?: string;
  required?: boolean;
  min?: number;
  step?: number;
  rows?: number;
  maxLength?: number;
}

/** One line of text, or several when `rows` is given. */
export function TextField({
  label,
  hint,
  isOptional,
  value,
  onChange,
  type = "text",
  rows,
  ...rest
}: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} {...(isOptional === undefined ? {} : { isOptional })}>
      {(id, describedBy) =>
        rows === undefined ? (
          <input
            id={id}
            aria-describedby={describedBy}
            type={type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            {...rest}
          />
        ) : (
          <textarea
            id={id}
            aria-describedby={describedBy}
            rows={rows}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            required={rest.required}
            maxLength={rest.maxLength}
          />
        )
      }
    </Field>
  );
}

export interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

interface SelectFieldProps<Value extends string> {
  label: string;
  hint?: ReactNode;
  isOptional?: string;
  value: Value | "";
  /** What the first, empty choice says; without it there is none. */
  none?: string;
  options: readonly Option<Value>[];
  onChange: (value: Value | "") => void;
  required?: boolean;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { label, hint, isOptional, value, none, options, onChange, required } = props;
  return (
    <Field label={label} hint={hint} {...(isOptional === undefined ? {} : { isOptional })}>
      {(id, describedBy) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={value}
          required={required}
          onChange={(event) => onChange(event.target.value as Value | "")}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface ChoicesProps<Value extends string> {
  legend: string;
  hint?: ReactNode;
  value: Value | "";
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  isWide?: boolean;
  /** Small tiles without their rings, for filters. */
  isCompact?: boolean;
}

/** One of a few, as large tiles over native radio buttons. */
export function Choices<Value extends string>({
  legend,
  hint,
  value,
  options,
  onChange,
  isWide,
  isCompact,
}: ChoicesProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className={isWide ? "choices choices-wide" : isCompact ? "choices choices-compact" : "choices"}>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      <div className="tiles">
        {options.map((option) => (
          <label key={option.value} className="tile">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ManyProps {
  legend: string;
  values: readonly string[];
  options: readonly Option<string>[];
  onChange: (values: string[]) => void;
}

/** Any of a few, as tiles over native check boxes. */
export function ManyChoices({ legend, values, options, onChange }: ManyProps): ReactNode {
  function turn(value: string): void {
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  }
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      <div className="tiles">
        {options.map((option) => (
          <label key={option.value} className="tile">
            <input type="checkbox" checked={values.includes(option.value)} onChange={() => turn(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckFieldProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChange }: CheckFieldProps): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
