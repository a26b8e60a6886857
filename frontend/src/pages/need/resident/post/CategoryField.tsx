import { type ReactNode, useState } from "react";
import { t } from "../../../../app/text";
import { Choices, Field } from "../../../../parts/resident/Form";
import { categoryName, useCategoryGroups } from "../../../category/names";
import type { DraftHints } from "../../draft";

interface Props {
  guesses: DraftHints["suggestMatches"]["categories"];
  group: string;
  value: string;
  onChange: (category: string) => void;
}

const other = "other";

/** The category as the server reads it from the words, or those of the chosen tile; choosing none is fine. */
export function CategoryField({ guesses, group, value, onChange }: Props): ReactNode {
  const groups = useCategoryGroups();
  const [isOpen, setIsOpen] = useState(false);
  const guessed = guesses.slice(0, 3).map(({ category }) => ({ value: category.code, label: categoryName(category) }));
  const ofGroup = groups.find((each) => each.code === group)?.categories ?? [];
  const offered =
    guessed.length > 0 ? guessed : ofGroup.map((category) => ({ value: category.code, label: category.name }));
  if (offered.length === 0 && value === "") return null;
  const isListShown = isOpen || (value !== "" && groups.length > 0 && !offered.some((option) => option.value === value));

  function choose(choice: string): void {
    setIsOpen(choice === other);
    onChange(choice === other ? "" : choice);
  }

  return (
    <div className="card">
      <Choices
        legend={t("post.category")}
        hint={t(guessed.length > 0 ? "post.categoryHint" : "post.categoryOfGroup")}
        value={isListShown ? other : value}
        options={[...offered, { value: other, label: t("post.categoryOther") }]}
        onChange={choose}
      />
      {isListShown && (
        <Field label={t("post.categoryList")}>
          {(id) => (
            <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
              <option value="">{t("post.categoryUnsure")}</option>
              {groups.map((each) => (
                <optgroup key={each.code} label={each.name}>
                  {each.categories.map((category) => (
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
