/** Four words of 32 bits. */
export type Block = readonly [number, number, number, number];

/**
 * Philox4x32-10: ten rounds that turn a counter and a key into four random words.
 * A function, not a sequence: any part of a stream can be drawn alone, in any order.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.
 */
export function philox(counter: Block, key: readonly [number, number]): Block {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low0 = Math.imul(0xd2511f53, c0);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c2 = high0 ^ c3 ^ k1;
    c1 = low1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** Random numbers that depend on the seed, the stream and their place in it, and on nothing else. */
export interface RandomSource {
  /** Numbers `start` to `start + count` of the stream, uniform on [0, 1) in steps of 2^-53. */
  uniforms(stream: number, count: number, start?: number): Float64Array;
  /** Numbers `start` to `start + count` of the stream, standard normal (Box and Muller 1958). */
  normals(stream: number, count: number, start?: number): Float64Array;
  /** The numbers 0 to `count` - 1 in random order, every order equally likely (Fisher and Yates). */
  permutation(stream: number, count: number): Uint32Array;
  /** Draws `start` to `start + count` of the stream from a categorical distribution: numbers of its categories. */
  categories(stream: number, distribution: AliasTable, count: number, start?: number): Uint32Array;
}

/** A categorical distribution from which a draw takes the same short time however many categories it has. */
export interface AliasTable {
  /** With category i goes `alias[i]`: i is drawn with this probability where the two are drawn from. */
  keep: Float64Array;
  alias: Uint32Array;
}

/**
 * The alias table of weights that are not negative and not all 0: every category gets the same share of [0, 1), keeps
 * what it needs of it, and gives the rest to one other. Source: Walker 1977, "An efficient method for generating discrete
 * random variables with general distributions"; made in linear time after Vose 1991.
 */
export function createAliasTable(weights: ArrayLike<number>): AliasTable {
  const count = weights.length;
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  const keep = Float64Array.from(weights, (weight) => (weight * count) / total);
  const alias = Uint32Array.from(keep, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  keep.forEach((share, i) => {
    (share < 1 ? poor : rich).push(i);
  });
  while (poor.length > 0 && rich.length > 0) {
    const taker = poor.pop() as number;
    const giver = rich.at(-1) as number;
    alias[taker] = giver;
    keep[giver] = (keep[giver] as number) - (1 - (keep[taker] as number));
    if ((keep[giver] as number) < 1) {
      poor.push(rich.pop() as number);
    }
  }
  // What is left over differs from 1 by rounding alone.
  for (const i of [...poor, ...rich]) {
    keep[i] = 1;
  }
  return { keep, alias };
}

/** The category that a number uniform on [0, 1) stands for. */
export function pickCategory({ keep, alias }: AliasTable, uniform: number): number {
  const place = uniform * keep.length;
  const category = Math.floor(place);
  return place - category < (keep[category] as number) ? category : (alias[category] as number);
}

/** The random source of a seed: a whole number from 0 to 2^53. A stream is one use of it, numbered from 0 to 2^32. */
export function createRandomSource(seed: number): RandomSource {
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0] as const;
  const block = (stream: number, index: number) =>
    philox([index >>> 0, Math.floor(index / 2 ** 32) >>> 0, stream >>> 0, 0], key);

  /** A block gives two numbers: number i of a stream is half of block floor(i / 2). */
  function draw(stream: number, count: number, start: number, pair: (words: Block) => readonly [number, number]) {
    const numbers = new Float64Array(count);
    let words = -1;
    let both: readonly [number, number] = [0, 0];
    for (let i = 0; i < count; i++) {
      const index = start + i;
      const half = index % 2;
      const at = (index - half) / 2;
      if (at !== words) {
        both = pair(block(stream, at));
        words = at;
      }
      numbers[i] = half === 0 ? both[0] : both[1];
    }
    return numbers;
  }

  const uniforms = (stream: number, count: number, start = 0) =>
    draw(stream, count, start, ([a, b, c, d]) => [unit(a, b), unit(c, d)]);

  return {
    uniforms,
    normals: (stream, count, start = 0) =>
      draw(stream, count, start, ([a, b, c, d]) => {
        // 1 - u is never 0, so that the logarithm is finite.
        const radius = Math.sqrt(-2 * Math.log(1 - unit(a, b)));
        const angle = 2 * Math.PI * unit(c, d);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      }),
    permutation: (stream, count) => {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      const choices = uniforms(stream, count);
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor((choices[i] as number) * (i + 1));
        const moved = order[i] as number;
        order[i] = order[j] as number;
        order[j] = moved;
      }
      return order;
    },
    categories: (stream, table, count, start = 0) =>
      Uint32Array.from(uniforms(stream, count, start), (uniform) => pickCategory(table, uniform)),
  };
}

/** The upper half of the 64-bit product of two 32-bit words, as a signed word. */
function multiplyHigh(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = a0 * b1 + (middle & 0xffff);
  return (a1 * b1 + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** 53 bits of two words as a number in [0, 1). */
const unit = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
