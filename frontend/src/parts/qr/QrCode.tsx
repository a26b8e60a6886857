import type { ReactNode } from "react";
import { qrMatrix } from "./matrix.ts";

const margin = 4;

/** An address as a QR code that a telephone can read from paper; always dark on white. */
export function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const matrix = qrMatrix(text);
  const side = matrix.length + 2 * margin;
  const path = matrix.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + margin} ${y + margin}h1v1h-1z` : "")));
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path.join("")} fill="#000" />
    </svg>
  );
}
