import { useQuery } from "urql";
import { isChinese } from "../../app/time";
import { graphql } from "../../graph/graphql";

const CategoriesQuery = graphql.persisted(
  "Categories",
  graphql(`
    query Categories {
      categories {
        code
        nameZh
        nameEn
        groupCode
        groupNameZh
        groupNameEn
      }
    }
  `),
);

export interface CategoryGroup {
  code: string;
  name: string;
  categories: { code: string; name: string }[];
}

export function categoryName(category: { nameZh: string; nameEn: string }): string {
  return isChinese ? category.nameZh : category.nameEn;
}

/** All categories by group, in the server's order; empty while they are fetched. */
export function useCategoryGroups(): CategoryGroup[] {
  const [{ data }] = useQuery({ query: CategoriesQuery, requestPolicy: "cache-first" });
  const groups = new Map<string, CategoryGroup>();
  for (const category of data?.categories ?? []) {
    const code = category.groupCode;
    const name = isChinese ? category.groupNameZh : category.groupNameEn;
    const group = groups.get(code) ?? { code, name, categories: [] };
    group.categories.push({ code: category.code, name: categoryName(category) });
    groups.set(code, group);
  }
  return [...groups.values()];
}
