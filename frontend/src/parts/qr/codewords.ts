import { corrections } from "./field.ts";

/** Versions 1 to 9 at level M (15 % may be lost): all codewords, those of correction in a block, and the blocks. */
const versions: readonly (readonly [all: number, correcting: number, blocks: number])[] = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
  [196, 18, 4],
  [242, 22, 4],
  [292, 22, 5],
];

const bytesMode = 0b0100;

/** The smallest version that holds a text, and its codewords in the order they are drawn. Throws when none does. */
export function codewordsOf(text: string): { version: number; codewords: number[] } {
  const bytes = Array.from(new TextEncoder().encode(text));
  for (const [index, [all, correcting, blocks]] of versions.entries()) {
    const room = all - correcting * blocks;
    if (bytes.length + 2 <= room) {
      return { version: index + 1, codewords: interleaved(padded(bytes, room), correcting, blocks) };
    }
  }
  throw new RangeError("The text is too long for a QR code of version 9.");
}

/** Mode, length and bytes, four bits shifted, then the fillers the standard names. */
function padded(bytes: readonly number[], room: number): number[] {
  const nibbles = [bytesMode, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const words: number[] = [];
  for (let index = 0; index < nibbles.length; index += 2) words.push(((nibbles[index] ?? 0) << 4) | (nibbles[index + 1] ?? 0));
  while (words.length < room) words.push((words.length - bytes.length) % 2 === 0 ? 0xec : 0x11);
  return words;
}

function interleaved(data: readonly number[], correcting: number, blocks: number): number[] {
  const short = Math.floor(data.length / blocks);
  const longer = data.length % blocks;
  const parts: number[][] = [];
  for (let block = 0, from = 0; block < blocks; block += 1) {
    const size = short + (block < blocks - longer ? 0 : 1);
    parts.push(data.slice(from, from + size));
    from += size;
  }
  return [...turns(parts), ...turns(parts.map((part) => corrections(part, correcting)))];
}

/** The first of each, then the second of each … */
function turns(parts: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...parts.map((part) => part.length));
  const taken: number[] = [];
  for (let index = 0; index < longest; index += 1) {
    for (const part of parts) if (index < part.length) taken.push(part[index] ?? 0);
  }
  return taken;
}
