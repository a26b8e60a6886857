import { Button, type TableProps } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { useStep } from "../../../graph/step";
import { Problem, StepNote } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { PagedTable } from "../../../parts/console/PagedTable";
import { StepForm } from "../../../parts/console/StepForm";
import { useKeepsDesk } from "../../person/console/standing";
import { ClosePlace, ConfirmPlace, type Place, PlaceTable } from "./documents";
import { PlaceForm } from "./PlaceForm";

type Doing = { what: "record" } | { what: "edit" | "close"; place: Place };

/** 附近的地方: recorded, found unchanged once in a while, and closed. */
export function PlacesTab({ region }: { region: string }): ReactNode {
  const keepsDesk = useKeepsDesk();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: PlaceTable, variables: { region, kind: null } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const step = {
    done: (): void => {
      setDoing(null);
      again();
    },
    close: () => setDoing(null),
  };
  if (error && !data) return <Problem sentence={sentenceOf(error)} again={again} />;
  return (
    <>
      <div className="part-head">
        <p className="soft">{t("places.explained")}</p>
        {keepsDesk && (
          <Button type="primary" onClick={() => setDoing({ what: "record" })}>
            {t("places.record")}
          </Button>
        )}
      </div>
      <PagedTable
        rows={data?.places.map(({ place }) => place) ?? []}
        columns={columns(setDoing)}
        isLoading={fetching}
        empty={t("places.none")}
        next={null}
        after={null}
        turn={() => undefined}
      />
      {doing?.what === "record" && <PlaceForm region={region} {...step} />}
      {doing?.what === "edit" && <PlaceForm region={region} place={doing.place} {...step} />}
      {doing?.what === "close" && (
        <StepForm
          title={t("places.closeTitle", { name: doing.place.name })}
          send={t("places.close")}
          document={ClosePlace}
          input={() => ({ place: doing.place.id })}
          {...step}
        >
          <p>{t("places.closeHint")}</p>
        </StepForm>
      )}
    </>
  );
}

const columns = (act: (doing: Doing) => void): NonNullable<TableProps<Place>["columns"]> => [
  { title: t("places.name"), dataIndex: "name" },
  { title: t("column.kind"), render: (_, { kind }) => t(`placeKind.${kind}`) },
  { title: t("contact.address"), dataIndex: "address" },
  { title: t("column.hours"), dataIndex: "hours" },
  { title: t("contact.phone"), render: (_, { phone }) => phone && <a href={`tel:${phone}`}>{phone}</a> },
  {
    title: t("column.fresh"),
    render: (_, { isFresh, confirmedAt, closedAt }) =>
      closedAt === null ? (
        <Mark tone={isFresh ? "green" : "orange"}>
          {t(isFresh ? "places.freshSince" : "places.stale", { day: dayOf(confirmedAt) })}
        </Mark>
      ) : (
        <Mark>{t("places.closed")}</Mark>
      ),
  },
  {
    title: t("column.actions"),
    key: "act",
    render: (_, place) =>
      place.viewerCanEdit &&
      place.closedAt === null && (
        <div className="moves">
          <Unchanged place={place.id} />
          <Button size="small" onClick={() => act({ what: "edit", place })}>
            {t("places.edit")}
          </Button>
          <Button size="small" onClick={() => act({ what: "close", place })}>
            {t("places.close")}
          </Button>
        </div>
      ),
  },
];

function Unchanged({ place }: { place: string }): ReactNode {
  const step = useStep(ConfirmPlace);
  return (
    <>
      <Button size="small" loading={step.busy} onClick={() => void step.run({ place })}>
        {t("places.unchanged")}
      </Button>
      <StepNote step={step} />
    </>
  );
}
