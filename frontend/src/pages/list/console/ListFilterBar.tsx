import { Button, Input, Select } from "antd";
import type { ReactNode } from "react";
import { t, type TextKey } from "../../../app/text";
import { kinds } from "../../../parts/amount";
import { useCategoryGroups } from "../../category/names";
import { needStatuses, urgencies } from "../../need/console/filters";
import { ExportButton } from "./ExportButton";
import { type ListFilters, projectStatuses, queryOf, resourceStatuses, unfiltered } from "./filters";
import { SavedFilters } from "./SavedFilters";

interface Props {
  filters: ListFilters;
  region: string;
  change: (piece: Partial<ListFilters>) => void;
}

/** What one of the three lists shows; every choice goes into the address. */
export function ListFilterBar({ filters, region, change }: Props): ReactNode {
  const { list } = filters;
  const statuses =
    list === "needs"
      ? needStatuses.map((status) => ({ value: status, label: t(`needStatus.${status}`) }))
      : list === "resources"
        ? resourceStatuses.map((status) => ({ value: status, label: t(`resourceStatus.${status}`) }))
        : projectStatuses.map((status) => ({ value: status, label: t(`projectStatus.${status}`) }));
  return (
    <>
      <div className="filters list-filters" role="search">
        {list !== "projects" && (
          <Input.Search
            key={filters.text}
            aria-label={t("filter.text")}
            placeholder={t("filter.text")}
            defaultValue={filters.text}
            allowClear
            onSearch={(text) => change({ text: text.trim() })}
          />
        )}
        <Many text="filter.status" value={filters.status} options={statuses} change={(status) => change({ status })} />
        {list === "needs" && (
          <Many
            text="filter.urgency"
            value={filters.urgency}
            options={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))}
            change={(urgency) => change({ urgency })}
          />
        )}
        {list === "resources" && (
          <>
            <Many
              text="column.kind"
              value={filters.kind}
              options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
              change={(kind) => change({ kind })}
            />
            <Select
              aria-label={t("column.fresh")}
              placeholder={t("column.fresh")}
              value={filters.fresh || null}
              allowClear
              options={[
                { value: "yes", label: t("fresh.yes") },
                { value: "no", label: t("fresh.no") },
              ]}
              // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- antd hands over undefined when the field is cleared.
              onChange={(fresh) => change({ fresh: fresh ?? "" })}
            />
          </>
        )}
        {list !== "projects" && <CategoryChoice value={filters.category} change={(category) => change({ category })} />}
        <Button onClick={() => change(unfiltered)}>{t("filter.clear")}</Button>
        <ExportButton list={list} region={region} />
      </div>
      <SavedFilters screen="lists" path="/lists" query={queryOf(filters)} />
    </>
  );
}

interface ManyProps {
  text: TextKey;
  value: string[];
  options: { value: string; label: string }[];
  change: (values: string[]) => void;
}

function Many({ text, value, options, change }: ManyProps): ReactNode {
  return (
    <Select
      mode="multiple"
      aria-label={t(text)}
      placeholder={t(text)}
      value={value}
      options={options}
      onChange={change}
      maxTagCount="responsive"
    />
  );
}

function CategoryChoice({ value, change }: { value: string; change: (category: string) => void }): ReactNode {
  const groups = useCategoryGroups();
  return (
    <Select
      aria-label={t("filter.category")}
      placeholder={t("filter.category")}
      value={value || null}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      options={groups.map((group) => ({
        label: group.name,
        title: group.name,
        options: group.categories.map((category) => ({ value: category.code, label: category.name })),
      }))}
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- antd hands over undefined when the field is cleared.
      onChange={(category) => change(category ?? "")}
    />
  );
}
