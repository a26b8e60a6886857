import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Figure, Indicator } from "./documents";
import { monthOf, valueOf } from "./figures";

interface Props {
  series: readonly Figure[];
  measure: Indicator["measure"];
  /** What the line is of, for those who cannot see it; a line beside its own figure is decoration and has none. */
  label?: string;
}

const small = { width: 240, height: 36, left: 3, right: 3, top: 4, bottom: 4 };
const large = { width: 640, height: 230, left: 58, right: 14, top: 14, bottom: 30 };

/** A trend by month. A month without a figure is a gap, never a zero. */
export function TrendLine({ series, measure, label }: Props): ReactNode {
  const box = label ? large : small;
  const most = Math.max(1, ...series.map(({ value }) => value ?? 0));
  // An even number above makes a whole one in the middle.
  const top = measure === "SHARE" || measure === "GINI" ? 1 : 2 * Math.ceil(most / 2);
  const x = (index: number): number =>
    box.left + (index * (box.width - box.left - box.right)) / Math.max(1, series.length - 1);
  const y = (value: number): number => box.height - box.bottom - (value / top) * (box.height - box.top - box.bottom);
  const known = series.flatMap(({ value }, index) => (value === null ? [] : [{ index, value }]));
  const path = known
    .map(({ index, value }) => {
      const begins = index === 0 || series[index - 1]?.value === null;
      return `${begins ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return (
    <svg className={label ? "trend trend-large" : "trend"} viewBox={`0 0 ${box.width} ${box.height}`} {...said}>
      {label &&
        [0, 0.5, 1].map((share) => (
          <g key={share} className="trend-axis">
            <line x1={box.left} x2={box.width - box.right} y1={y(top * share)} y2={y(top * share)} />
            <text x={box.left - 8} y={y(top * share) + 4} textAnchor="end">
              {valueOf({ value: top * share, isKeptBack: false }, measure)}
            </text>
          </g>
        ))}
      {label &&
        series.map((figure, index) => (
          <text key={figure.since} className="trend-month" x={x(index)} y={box.height - 8} textAnchor="middle">
            {index % 2 === (series.length - 1) % 2 ? t("dashboard.month", { month: Number(monthOf(figure).slice(5)) }) : ""}
          </text>
        ))}
      {!label && <line className="trend-ground" x1={0} x2={box.width} y1={y(0)} y2={y(0)} />}
      <path d={path} />
      {known
        .filter(({ index }) => label || index === series.length - 1 || isAlone(series, index))
        .map(({ index, value }) => (
          <circle key={index} cx={x(index)} cy={y(value)} r={label ? 4 : 2.5} />
        ))}
    </svg>
  );
}

function isAlone(series: readonly Figure[], index: number): boolean {
  return (series[index - 1]?.value ?? null) === null && (series[index + 1]?.value ?? null) === null;
}
