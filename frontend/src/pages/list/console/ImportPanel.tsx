import { Alert, Button, Segmented } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { type Uploaded, upload } from "../../../graph/upload";
import { Loading, Problem, RefusalNote, StepNote } from "../../../parts/console/Answer";
import { ApplyList, type Order, type Preview, PreviewList } from "./documents";
import { DropField } from "./DropField";
import { type Chosen, ImportPreview } from "./ImportPreview";

const kinds: readonly Word<"OfficialList">[] = ["NEEDS", "RESOURCES", "PARTNERS"];

interface Taken {
  fileName: string;
  fresh: number;
  same: number;
  bad: number;
  address: string | null;
}

interface Props {
  region: string;
  done: () => void;
}

/** A list on its way in: dropped, looked through, columns put right by hand, taken in; nothing is written before. */
export function ImportPanel({ region, done }: Props): ReactNode {
  const [officialList, setOfficialList] = useState<Word<"OfficialList">>("NEEDS");
  const [file, setFile] = useState<{ id: string; name: string } | null>(null);
  const [order, setOrder] = useState<Order | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [trouble, setTrouble] = useState<Exclude<Uploaded, { kind: "done" }> | null>(null);
  const [isUploading, setIsUploading] = useState(false);
  const latest = useRef(0);
  const look = useStep(PreviewList);
  const apply = useStep(ApplyList);

  async function show(asked: Order): Promise<void> {
    const turn = ++latest.current;
    setOrder(asked);
    const outcome = await look.run(asked);
    // An answer to an older choice says nothing any more.
    if (turn === latest.current) setPreview(outcome.kind === "done" ? outcome.value.preview : null);
  }

  async function take(chosen: File): Promise<void> {
    leave();
    setTaken(null);
    setIsUploading(true);
    const uploaded = await upload(chosen.name, chosen, chosen.type || "application/octet-stream");
    setIsUploading(false);
    if (uploaded.kind !== "done") {
      setTrouble(uploaded);
      return;
    }
    setFile({ id: uploaded.id, name: chosen.name });
    await show({ file: uploaded.id, officialList, region, source: "", sheet: "", addRegions: false, columns: [] });
  }

  function leave(): void {
    latest.current += 1;
    setFile(null);
    setOrder(null);
    setPreview(null);
    setTrouble(null);
    look.forget();
    apply.forget();
  }

  async function write(): Promise<void> {
    if (!order) return;
    const outcome = await apply.run(order);
    if (outcome.kind !== "done") return;
    const { fileName, counts, badLines } = outcome.value.listImport;
    setTaken({ fileName, fresh: counts.new, same: counts.same, bad: counts.bad, address: badLines?.address ?? null });
    leave();
    done();
  }

  function change(piece: Chosen): void {
    if (order) void show({ ...order, ...piece });
  }

  return (
    <section className="import" aria-label={t("lists.import")}>
      <div className="import-head">
        <Segmented
          aria-label={t("import.which")}
          value={officialList}
          options={kinds.map((kind) => ({ value: kind, label: t(`officialList.${kind}`) }))}
          onChange={(kind) => {
            setOfficialList(kind);
            if (order) void show({ ...order, officialList: kind, columns: [] });
          }}
        />
        {file && (
          <span className="import-file">
            <strong>{file.name}</strong>
            <Button onClick={leave}>{t("import.other")}</Button>
          </span>
        )}
      </div>
      {taken && <TakenNote taken={taken} />}
      {trouble?.kind === "refused" && <RefusalNote refusal={trouble.refusal} />}
      {trouble?.kind === "unanswered" && <Problem sentence={trouble.sentence} />}
      {!file && !isUploading && <DropField take={(chosen) => void take(chosen)} />}
      {(isUploading || (look.busy && !preview)) && <Loading />}
      <StepNote step={look} />
      {preview && order && (
        <ImportPreview preview={preview} order={order} isBusy={look.busy} change={change}>
          <StepNote step={apply} />
          <div className="moves">
            <Button
              type="primary"
              disabled={look.busy || preview.counts.new === 0}
              loading={apply.busy}
              onClick={() => void write()}
            >
              {t("import.apply", { count: preview.counts.new })}
            </Button>
            <Button onClick={leave}>{t("import.leave")}</Button>
          </div>
        </ImportPreview>
      )}
    </section>
  );
}

function TakenNote({ taken }: { taken: Taken }): ReactNode {
  const { fileName, fresh, same, bad, address } = taken;
  return (
    <Alert
      className="stacked"
      type="success"
      showIcon
      title={t("import.done", { file: fileName, count: fresh })}
      description={
        <>
          {[same > 0 && t("import.same", { count: same }), bad > 0 && t("import.bad", { count: bad })]
            .filter(Boolean)
            .join("，")}{" "}
          {address && (
            <a href={address} download>
              {t("import.badFile")}
            </a>
          )}
        </>
      }
    />
  );
}
