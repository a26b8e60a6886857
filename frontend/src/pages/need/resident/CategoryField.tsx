import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { Choices, Field } from "../../../parts/resident/Form";
import { categoryName, useCategoryGroups } from "../../category/names";
import type { DraftHints } from "../draft";

interface Props {
  guesses: DraftHints["suggestMatches"]["categories"];
  value: string;
  onChange: (category: string) => void;
}

const other = "other";

/** The category as the server reads it from the words; the person may choose another, or none. */
export function CategoryField({ guesses, value, onChange }: Props): ReactNode {
  const groups = useCategoryGroups();
  const [isOpen, setIsOpen] = useState(false);
  const suggested = guesses
    .slice(0, 3)
    .map(({ category }) => ({ value: category.code, label: categoryName(category) }));
  if (suggested.length === 0 && value === "") return null;
  const isSuggested = suggested.some((option) => option.value === value);
  const isListShown = isOpen || (value !== "" && !isSuggested);

  function choose(choice: string): void {
    setIsOpen(choice === other);
    onChange(choice === other ? "" : choice);
  }

  return (
    <div className="card">
      <Choices
        legend={t("post.category")}
        hint={t("post.categoryHint")}
        value={isListShown ? other : value}
        options={[...suggested, { value: other, label: t("post.categoryOther") }]}
        onChange={choose}
      />
      {isListShown && (
        <Field label={t("post.categoryList")}>
          {(id) => (
            <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
              <option value="">{t("post.categoryUnsure")}</option>
              {groups.map((group) => (
                <optgroup key={group.code} label={group.name}>
                  {group.categories.map((category) => (
                    <option key={category.code} value={category.code}>
                      {category.name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  );
}
