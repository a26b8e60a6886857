import { codewordsOf } from "./codewords.ts";
import { masks, penalty } from "./masks.ts";

export type Matrix = boolean[][];

const alignmentSteps: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
];

/** A text as the dark and light squares of a QR code, without the margin of four that must stay around it. */
export function qrMatrix(text: string, onlyMask?: number): Matrix {
  const { version, codewords } = codewordsOf(text);
  const size = 17 + 4 * version;
  const { fixed, isFixed } = patterns(version, size);
  const tries = onlyMask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [onlyMask];
  const drawn = tries.map((mask) => {
    const matrix = fixed.map((row) => [...row]);
    drawData(matrix, isFixed, codewords, mask);
    drawFormat(matrix, mask);
    return { matrix, cost: penalty(matrix) };
  });
  return drawn.reduce((best, one) => (one.cost < best.cost ? one : best)).matrix;
}

function patterns(version: number, size: number): { fixed: Matrix; isFixed: Matrix } {
  const grid = (): Matrix => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const [fixed, isFixed] = [grid(), grid()];
  const set = (x: number, y: number, dark: boolean): void => {
    const [row, known] = [fixed[y], isFixed[y]];
    if (row === undefined || known === undefined || x < 0 || x >= size) return;
    row[x] = dark;
    known[x] = true;
  };
  const square = (x: number, y: number, reach: number, rings: readonly number[]): void => {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, rings.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) square(x, y, 4, [0, 1, 3]);
  const steps = alignmentSteps[version - 1] ?? [];
  for (const x of steps) {
    for (const y of steps) {
      const isCorner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
      if (!isCorner) square(x, y, 2, [0, 2]);
    }
  }
  for (let at = 0; at < 9; at += 1) {
    if (at !== 6) {
      set(8, at, false);
      set(at, 8, false);
    }
    if (at < 8) {
      set(8, size - 1 - at, false);
      set(size - 1 - at, 8, false);
    }
  }
  set(8, size - 8, true);
  if (version >= 7) {
    const bits = (version << 12) | remainder(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit += 1) {
      const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
      set(far, near, ((bits >> bit) & 1) === 1);
      set(near, far, ((bits >> bit) & 1) === 1);
    }
  }
  return { fixed, isFixed };
}

/** Two columns at a time, upwards and downwards in turn, from the right; the timing column is stepped over. */
function drawData(matrix: Matrix, isFixed: Matrix, codewords: readonly number[], mask: number): void {
  const size = matrix.length;
  const flips = masks[mask] ?? (() => false);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const isUpward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = matrix[y];
        if (row === undefined || isFixed[y]?.[x]) continue;
        const dark = (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        row[x] = dark !== flips(x, y);
        bit += 1;
      }
    }
  }
}

/** Level M and the mask, twice, so that a reader finds them in a torn corner. */
function drawFormat(matrix: Matrix, mask: number): void {
  const size = matrix.length;
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  const set = (x: number, y: number, bit: number): void => {
    const row = matrix[y];
    if (row) row[x] = ((bits >> bit) & 1) === 1;
  };
  const along = [0, 1, 2, 3, 4, 5, 7, 8];
  along.forEach((at, bit) => {
    set(8, at, bit);
    set(size - 1 - bit, 8, bit);
  });
  [7, 5, 4, 3, 2, 1, 0].forEach((at, index) => {
    set(at, 8, index + 8);
    set(8, size - 7 + index, index + 8);
  });
}

function remainder(value: number, degree: number, divisor: number): number {
  let rest = value;
  for (let step = 0; step < degree; step += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * divisor);
  return rest;
}
