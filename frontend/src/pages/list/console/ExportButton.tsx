import { Button, Checkbox, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/console/Answer";
import { ExportList } from "./documents";
import type { Tab } from "./filters";

const lists = { needs: "NEEDS", resources: "RESOURCES", projects: "PROJECTS" } as const;

/** A whole list as a workbook, with or without what only staff read. */
export function ExportButton({ list, region }: { list: Tab; region: string }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [isPublic, setIsPublic] = useState(true);
  const step = useStep(ExportList);
  if (list === "gaps" || list === "import") return null;
  const officialList = lists[list];

  async function take(): Promise<void> {
    const outcome = await step.run({ officialList, region, public: isPublic });
    if (outcome.kind !== "done") return;
    const { address, name } = outcome.value.file;
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setIsOpen(false);
  }

  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("export.open")}</Button>
      {isOpen && (
        <Modal
          open
          title={t("export.title", { list: t(`lists.${list}`) })}
          okText={t("export.take")}
          okButtonProps={{ loading: step.busy }}
          onOk={() => void take()}
          onCancel={() => setIsOpen(false)}
        >
          <p>
            <Checkbox checked={isPublic} onChange={(event) => setIsPublic(event.target.checked)}>
              {t("export.public")}
            </Checkbox>
          </p>
          <p className="soft">{t(isPublic ? "export.publicHint" : "export.wholeHint")}</p>
          <StepNote step={step} />
        </Modal>
      )}
    </>
  );
}
