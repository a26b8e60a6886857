/** The eight patterns over which data are drawn, and what makes one hard to read (ISO/IEC 18004, 7.8). */
export const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

const finderLike = /(?=10111010000|00001011101)/g;

/** How hard a matrix is to read: runs, blocks, what looks like a corner, and too much of one shade. */
export function penalty(matrix: readonly (readonly boolean[])[]): number {
  const size = matrix.length;
  const rows = matrix.map((row) => row.map((dark) => (dark ? "1" : "0")).join(""));
  const columns = rows.map((_, x) => rows.map((row) => row[x]).join(""));
  let cost = 0;
  for (const line of [...rows, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    cost += 40 * (line.match(finderLike)?.length ?? 0);
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      const shade = matrix[y]?.[x];
      if (shade === matrix[y]?.[x - 1] && shade === matrix[y - 1]?.[x] && shade === matrix[y - 1]?.[x - 1]) cost += 3;
    }
  }
  const dark = rows.join("").split("1").length - 1;
  return cost + 10 * Math.floor(Math.abs((dark / (size * size)) * 20 - 10));
}
