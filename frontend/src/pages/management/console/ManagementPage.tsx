import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useDeskTurned, useRegion } from "../../../app/console/region";
import { address, go, replaceAddress, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { BulletinsTab } from "../../bulletin/console/BulletinsTab";
import { EventsTab } from "../../event/console/EventsTab";
import { ImportsTab } from "../../import/console/ImportsTab";
import { PeopleTab } from "../../person/console/PeopleTab";
import { useHolds, useKeepsDesk } from "../../person/console/standing";
import { PlacesTab } from "../../place/console/PlacesTab";
import { RegionChoice } from "../../region/console/RegionChoice";
import { RegionTab } from "../../region/console/RegionTab";
import { RepliesTab } from "../../reply/console/RepliesTab";
import { SettingsTab } from "../../setting/console/SettingsTab";
import { TokensTab } from "../../token/console/TokensTab";
import { WebhooksTab } from "../../webhook/console/WebhooksTab";

const desk = ["bulletins", "places", "replies", "phone", "people", "settings", "imports"] as const;
const administration = ["people", "settings", "events", "tokens", "webhooks", "phone", "imports"] as const;
type Tab = (typeof desk)[number] | (typeof administration)[number];

/** 管理: what a desk keeps for itself, who works there, its rules, and the programs that may ask. */
export default function ManagementPage(): ReactNode {
  const { region: atDesk } = useRegion();
  const { query } = usePlace();
  const region = query.get("region") ?? atDesk.id;
  const shown = useTabs();
  const tab = shown.find((each) => each === query.get("tab")) ?? shown[0] ?? "people";
  useDeskTurned((turned) => go(address("/management", { tab, region: turned })));
  return (
    <>
      <h1>{t("console.management")}</h1>
      <div className="plan-choice">
        <RegionChoice
          label={t("management.region")}
          region={region}
          choose={(chosen) => replaceAddress(address("/management", { tab, region: chosen }))}
        />
      </div>
      <Tabs
        activeKey={tab}
        onChange={(chosen) => go(address("/management", { tab: chosen, region: query.get("region") ?? "" }))}
        destroyOnHidden
        items={shown.map((each) => ({
          key: each,
          label: t(`management.${each}`),
          children: each === tab ? <Content key={region} tab={each} region={region} /> : null,
        }))}
      />
    </>
  );
}

/** Tabs that would only refuse are not shown; what is refused all the same says so itself. */
function useTabs(): readonly Tab[] {
  const keepsDesk = useKeepsDesk();
  const isOfficer = useHolds("STREET_OFFICER", "DISTRICT_OFFICER");
  const isAdministrator = useHolds("ADMINISTRATOR");
  if (!isAdministrator) return isOfficer ? [...desk, "events"] : desk;
  const own = desk.filter((tab) => !(administration as readonly Tab[]).includes(tab));
  return keepsDesk ? [...own, ...administration] : [...administration, ...own];
}

const contents: Record<Tab, (props: { region: string }) => ReactNode> = {
  bulletins: BulletinsTab,
  places: PlacesTab,
  replies: RepliesTab,
  phone: RegionTab,
  people: PeopleTab,
  settings: SettingsTab,
  imports: ImportsTab,
  events: EventsTab,
  tokens: TokensTab,
  webhooks: WebhooksTab,
};

function Content({ tab, region }: { tab: Tab; region: string }): ReactNode {
  const Shown = contents[tab];
  return (
    <div className="management-part">
      <Shown region={region} />
    </div>
  );
}
