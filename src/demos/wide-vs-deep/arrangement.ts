import { layersOf, type NetworkShape, predict } from "../../math/network";

/** A line of the plane: a x + b y + c = 0. */
export type Line = readonly [a: number, b: number, c: number];

/**
 * How many activation patterns a layer of ReLU units with these lines as borders has on the plane, which is the number of
 * regions that the lines cut it into. Counted at the corners: every region of two or more lines in general position has
 * one, and the four regions at the crossing of two lines differ in the sides of these two alone.
 */
export function countActivationPatterns(lines: readonly Line[]): number {
  const patterns = new Set<string>();
  lines.forEach((p, i) => {
    lines.slice(0, i).forEach((q, j) => {
      const determinant = p[0] * q[1] - q[0] * p[1];
      const x = (p[1] * q[2] - q[1] * p[2]) / determinant;
      const y = (p[2] * q[0] - q[2] * p[0]) / determinant;
      for (const [first, second] of ["00", "01", "10", "11"] as const) {
        const sides = lines.map((line, l) => {
          return l === i ? first : l === j ? second : line[0] * x + line[1] * y + line[2] > 0 ? "1" : "0";
        });
        patterns.add(sides.join(""));
      }
    });
  });
  return patterns.size;
}

/** By hidden unit of a network with one input, layer by layer: 1 where what it adds up is above 0. */
export function findActive(shape: NetworkShape, parameters: ArrayLike<number>, points: Float64Array): Uint8Array[] {
  return layersOf(shape)
    .slice(0, -1)
    .flatMap(({ inputs, units, offset }, l) =>
      Array.from({ length: units }, (_, unit) => {
        // The unit as the output of the layers up to its own.
        const from = offset + unit * (inputs + 1);
        const own = [
          ...Array.from(parameters).slice(0, offset),
          ...Array.from(parameters).slice(from, from + inputs + 1),
        ];
        const sums = predict({ ...shape, widths: [...shape.widths.slice(0, l + 1), 1] }, own, points);
        return Uint8Array.from(sums, (sum) => (sum > 0 ? 1 : 0));
      }),
    );
}

/** Regions of `count` lines in general position: 1 + N + N(N - 1) / 2. Source: Zaslavsky 1975. */
export const regionsOfLines = (count: number): number => 1 + count + (count * (count - 1)) / 2;
