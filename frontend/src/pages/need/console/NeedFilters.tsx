import { Button, Input, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { useCategoryGroups } from "../../category/names";
import { type DeskFilters, natures, needStatuses, orders, urgencies } from "./filters";

interface Props {
  filters: DeskFilters;
  change: (piece: Partial<DeskFilters>) => void;
}

const whiches = ["open", "mine", "gap", "all"] as const;

/** Which needs the list shows; every choice goes into the address. */
export function NeedFilters({ filters, change }: Props): ReactNode {
  const groups = useCategoryGroups();
  return (
    <div className="filters" role="search">
      <Segmented
        aria-label={t("filter.which")}
        value={filters.which}
        options={whiches.map((which) => ({ value: which, label: t(`which.${which}`) }))}
        onChange={(which) => change({ which })}
      />
      <Select
        aria-label={t("filter.order")}
        value={filters.order}
        options={orders.map((order) => ({ value: order, label: t(`order.${order}`) }))}
        onChange={(order) => change({ order })}
      />
      <Input.Search
        key={filters.text}
        aria-label={t("filter.text")}
        placeholder={t("filter.text")}
        defaultValue={filters.text}
        allowClear
        onSearch={(text) => change({ text: text.trim() })}
      />
      <Select
        mode="multiple"
        aria-label={t("filter.status")}
        placeholder={t("filter.status")}
        value={filters.status}
        options={needStatuses.map((status) => ({ value: status, label: t(`needStatus.${status}`) }))}
        onChange={(status) => change({ status })}
        maxTagCount="responsive"
      />
      <Select
        mode="multiple"
        aria-label={t("filter.urgency")}
        placeholder={t("filter.urgency")}
        value={filters.urgency}
        options={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))}
        onChange={(urgency) => change({ urgency })}
        maxTagCount="responsive"
      />
      <Select
        mode="multiple"
        aria-label={t("filter.nature")}
        placeholder={t("filter.nature")}
        value={filters.nature}
        options={natures.map((nature) => ({ value: nature, label: t(`nature.${nature}`) }))}
        onChange={(nature) => change({ nature })}
        maxTagCount="responsive"
      />
      <Select
        aria-label={t("filter.category")}
        placeholder={t("filter.category")}
        value={filters.category || null}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        options={groups.map((group) => ({
          label: group.name,
          title: group.name,
          options: group.categories.map((category) => ({ value: category.code, label: category.name })),
        }))}
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- antd hands over undefined when the field is cleared.
        onChange={(category) => change({ category: category ?? "" })}
      />
      <Button
        onClick={() =>
          change({ text: "", status: [], urgency: [], nature: [], category: "", which: "open", order: "URGENCY" })
        }
      >
        {t("filter.clear")}
      </Button>
    </div>
  );
}
