import { Segmented, Table, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql, type ResultOf } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { categoryName } from "../../category/names";

const GapsQuery = graphql.persisted(
  "Gaps",
  graphql(`
    query Gaps($region: ID!, $onlyWithout: Boolean!) {
      gaps(region: $region, onlyWithout: $onlyWithout) {
        needs
        listed
        resources
        category {
          code
          nameZh
          nameEn
        }
        nearest {
          distanceM
          region {
            id
            name
          }
          resource {
            id
            title
            partner {
              id
              name
              officePhone
            }
          }
        }
      }
    }
  `),
);

type Row = NonNullable<ResultOf<typeof GapsQuery>["gaps"]>[number];

const columns = (): NonNullable<TableProps<Row>["columns"]> => [
  {
    title: t("column.category"),
    render: (_, { category }) => (
      <a href={address("/", { which: category ? "" : "gap", category: category?.code })}>
        {category ? categoryName(category) : t("lists.noCategory")}
      </a>
    ),
  },
  { title: t("gaps.needs"), dataIndex: "needs", align: "center", width: 120 },
  { title: t("gaps.listed"), dataIndex: "listed", align: "center", width: 120 },
  { title: t("gaps.resources"), dataIndex: "resources", align: "center", width: 120 },
  {
    title: t("gaps.nearest"),
    render: (_, { nearest, resources }) => {
      if (nearest === null) return <span className="soft">{t(resources > 0 ? "gaps.here" : "gaps.nowhere")}</span>;
      const { partner, title } = nearest.resource;
      return (
        <>
          {title}
          <div className="soft">
            {[partner?.name, nearest.region.name, distanceOf(nearest.distanceM), partner?.officePhone]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </>
      );
    },
  },
];

function distanceOf(metres: number | null): string | null {
  if (metres === null) return null;
  if (metres < 1000) return t("gaps.metres", { count: metres });
  return t("gaps.kilometres", { count: (metres / 1000).toFixed(1) });
}

/** 缺口: kinds of need with how many wait, what is there for them, and where the nearest help is. */
export function GapTable({ region, changes }: { region: string; changes: number }): ReactNode {
  const [onlyWithout, setOnlyWithout] = useState(true);
  const [result, ask] = useQuery({ query: GapsQuery, variables: { region, onlyWithout } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label={t("gaps.which")}
          value={onlyWithout}
          options={[
            { value: true, label: t("gaps.without") },
            { value: false, label: t("gaps.all") },
          ]}
          onChange={setOnlyWithout}
        />
      </div>
      <Answer of={result} again={again}>
        {({ gaps }) =>
          gaps === null ? (
            <Nothing>{t("gaps.notYours")}</Nothing>
          ) : (
            <Table<Row>
              size="middle"
              rowKey={({ category }) => category?.code ?? ""}
              dataSource={[...gaps]}
              columns={columns()}
              pagination={false}
              scroll={{ x: "max-content" }}
              locale={{ emptyText: <Nothing>{t("gaps.none")}</Nothing> }}
            />
          )
        }
      </Answer>
    </>
  );
}
