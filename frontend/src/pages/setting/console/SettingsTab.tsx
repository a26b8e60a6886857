import { Button, Collapse } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { type Group, type Settings, SettingsQuery } from "./documents";
import { SettingsForm } from "./SettingsForm";

/** 辖区设置: what holds here, from whom it is inherited, and who changed what. */
export function SettingsTab({ region }: { region: string }): ReactNode {
  const [editing, setEditing] = useState<Group | null>(null);
  const [result, ask] = useQuery({ query: SettingsQuery, variables: { region } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <Answer of={result} again={again}>
      {({ regionSettings }) =>
        regionSettings === null ? (
          <Nothing>{t("settings.notYours")}</Nothing>
        ) : (
          <>
            <p className="soft">{t(regionSettings.viewerCanEdit ? "settings.explained" : "settings.readOnly")}</p>
            <Collapse
              className="stacked settings"
              defaultActiveKey={["WAITING", "CONFIRMING", "PLANNING"]}
              items={regionSettings.groups.map((group) => ({
                key: group.group,
                label: groupLabel(group),
                children: (
                  <GroupTable
                    group={group}
                    edit={regionSettings.viewerCanEdit ? () => setEditing(group) : null}
                  />
                ),
              }))}
            />
            <History settings={regionSettings} />
            {editing && (
              <SettingsForm
                region={region}
                group={editing}
                done={() => {
                  setEditing(null);
                  again();
                }}
                close={() => setEditing(null)}
              />
            )}
          </>
        )
      }
    </Answer>
  );
}

function groupLabel({ group, lines }: Group): string {
  const own = lines.filter((line) => line.own !== null).length;
  const name = t(`settingGroup.${group}`);
  return own === 0 ? name : t("settings.groupOwn", { name, count: own });
}

function GroupTable({ group, edit }: { group: Group; edit: (() => void) | null }): ReactNode {
  return (
    <>
      <div className="wide" role="group" aria-label={t(`settingGroup.${group.group}`)} tabIndex={0}>
        <table className="figures setting-lines">
          <thead>
            <tr>
              <th scope="col">{t("settings.line")}</th>
              <th scope="col">{t("settings.value")}</th>
              <th scope="col">{t("settings.shipped")}</th>
              <th scope="col">{t("settings.from")}</th>
            </tr>
          </thead>
          <tbody>
            {group.lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">{line.label}</th>
                <td>{line.value || "—"}</td>
                <td>{line.shipped || "—"}</td>
                <td>
                  {line.own === null ? (
                    (line.setIn?.name ?? t("settings.asShipped"))
                  ) : (
                    <Mark tone="green">{t("settings.own")}</Mark>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edit && (
        <Button className="after-table" onClick={edit}>
          {t("settings.edit")}
          <span className="for-readers">{t(`settingGroup.${group.group}`)}</span>
        </Button>
      )}
    </>
  );
}

function History({ settings: { history, groups } }: { settings: Settings }): ReactNode {
  const labels = new Map(groups.flatMap(({ lines }) => lines.map(({ key, label }) => [key, label] as const)));
  return (
    <section className="model-part">
      <h2>{t("settings.history")}</h2>
      {history.length === 0 ? (
        <p className="soft">{t("settings.noHistory")}</p>
      ) : (
        <ul className="plain-list">
          {history.map(({ group, version, at, changed, changedBy }) => (
            <li key={`${group} ${version}`}>
              <strong>{t(`settingGroup.${group}`)}</strong>{" "}
              {changed
                .map(({ key, value }) =>
                  value === null
                    ? t("settings.backToAbove", { line: labels.get(key) ?? key })
                    : t("settings.changedTo", { line: labels.get(key) ?? key, value }),
                )
                .join(t("settings.and"))}
              <div className="soft">
                {momentOf(at)} · {changedBy?.called ?? t("models.bySystem")} · {t("settings.version", { version })}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
