/** One row of a table: what was measured, in the columns' order. */
export type Row = Record<string, string | number>;

/** A measurement: a file `*.bench.ts` with one of these as its default export. */
export interface Bench {
  title: string;
  /** One sentence: what is measured, and how. */
  about: string;
  /** `only`: the name of one of its tables, where it has several. */
  measure(only?: string): Promise<Row[]>;
}

/** Half are below it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
