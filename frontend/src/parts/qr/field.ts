// Arithmetic of the field of 256 elements over which QR codes are corrected (ISO/IEC 18004, 7.5).

const powers: number[] = [];
const logarithms: number[] = [];

for (let power = 0, value = 1; power < 255; power += 1) {
  powers[power] = value;
  logarithms[value] = power;
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}

function times(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return powers[((logarithms[one] ?? 0) + (logarithms[other] ?? 0)) % 255] ?? 0;
}

/** The coefficients of the polynomial that divides every corrected block, the highest power's (1) left out. */
function generator(degree: number): number[] {
  const factors = new Array<number>(degree).fill(0);
  factors[degree - 1] = 1;
  for (let root = 0; root < degree; root += 1) {
    for (let index = 0; index < degree; index += 1) {
      factors[index] = times(factors[index] ?? 0, powers[root] ?? 0) ^ (factors[index + 1] ?? 0);
    }
  }
  return factors;
}

/** The codewords that let a reader mend a block of data. */
export function corrections(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  const rest = new Array<number>(count).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let index = 0; index < count; index += 1) {
      rest[index] = (rest[index] ?? 0) ^ times(divisor[index] ?? 0, factor);
    }
  }
  return rest;
}
