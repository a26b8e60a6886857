import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { dayOf, momentOf } from "../../../app/time";
import { Nothing } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { StepForm } from "../../../parts/console/StepForm";
import { ActivateModel, type Model, type Models, RollBackModel } from "./documents";
import { gainOf, intervalOf } from "./figures";

interface Props {
  region: string;
  models: Models;
  done: () => void;
}

/** Every model of a region, the newest first; its administrators put one in force or go back. */
export function ModelTable({ region, models, done }: Props): ReactNode {
  const { inForce, viewerCanChange } = models;
  const [chosen, setChosen] = useState<Model | null>(null);
  const [isGoingBack, setIsGoingBack] = useState(false);
  const isOwn = models.models.some(({ isActive }) => isActive);
  return (
    <section className="model-part">
      <h2>{t("models.list")}</h2>
      <p>
        {inForce === null
          ? t("models.shipped")
          : t("models.inForce", { number: inForce.number, region: inForce.region?.name ?? "" })}{" "}
        {viewerCanChange && isOwn && <Button onClick={() => setIsGoingBack(true)}>{t("models.goBack")}</Button>}
      </p>
      {!viewerCanChange && <p className="soft">{t("models.readOnly")}</p>}
      {models.models.length === 0 ? (
        <Nothing>{t("models.none")}</Nothing>
      ) : (
        <div className="wide" role="group" aria-label={t("models.list")} tabIndex={0}>
          <table className="figures model-list">
            <thead>
              <tr>
                <th scope="col">{t("models.number")}</th>
                <th scope="col">{t("models.state")}</th>
                <th scope="col">{t("models.gain")}</th>
                <th scope="col">{t("models.interval")}</th>
                <th scope="col">{t("models.proof")}</th>
                <th scope="col">{t("models.knownUntil")}</th>
                <th scope="col">{t("models.activated")}</th>
                {viewerCanChange && <th scope="col">{t("column.actions")}</th>}
              </tr>
            </thead>
            <tbody>
              {models.models.map((model) => (
                <ModelRow key={model.id} model={model} activate={viewerCanChange ? () => setChosen(model) : null} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen && (
        <StepForm
          title={t("models.activateTitle", { number: chosen.number })}
          send={t("models.activate")}
          document={ActivateModel}
          input={() => ({ model: chosen.id, version: chosen.version })}
          done={() => {
            setChosen(null);
            done();
          }}
          close={() => setChosen(null)}
        >
          <p>{chosen.sentence}</p>
          <p>{t("models.activateHint")}</p>
        </StepForm>
      )}
      {isGoingBack && (
        <StepForm
          title={t("models.goBack")}
          send={t("models.goBack")}
          document={RollBackModel}
          input={() => ({ region })}
          done={() => {
            setIsGoingBack(false);
            done();
          }}
          close={() => setIsGoingBack(false)}
        >
          <p>{t("models.goBackHint")}</p>
        </StepForm>
      )}
    </section>
  );
}

function ModelRow({ model, activate }: { model: Model; activate: (() => void) | null }): ReactNode {
  const { number, isActive, isProven, activatedAt, activatedBy } = model;
  return (
    <tr>
      <th scope="row">{t("models.numberOf", { number })}</th>
      <td>
        {isActive && <Mark tone="green">{t("models.active")}</Mark>}{" "}
        <Mark tone={isProven ? "blue" : "plain"}>{t(isProven ? "models.proven" : "models.unproven")}</Mark>
      </td>
      <td>{gainOf(model)}</td>
      <td>{intervalOf(model)}</td>
      <td className="model-sentence">{model.sentence}</td>
      <td>{dayOf(model.knownUntil)}</td>
      <td>{activatedAt && `${momentOf(activatedAt)} · ${activatedBy?.called ?? t("models.bySystem")}`}</td>
      {activate && (
        <td>
          {!isActive && (
            <Button size="small" onClick={activate}>
              {t("models.activate")}
              <span className="for-readers">{t("models.numberOf", { number })}</span>
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
