/** What a searcher wants to see: the value of a setting after a share of a full evaluation, which is what it costs. */
export interface Request {
  /** The same array again: the same run goes on. */
  point: Float64Array;
  share: number;
}

/** Asks for values, one by one, for as long as it is answered. It may end by itself when it has nothing more to ask. */
export type Search = Generator<Request, void, number>;

/** What a searcher knows beforehand. */
export interface Space {
  dimensions: number;
  /** In full evaluations. */
  budget: number;
  eta: number;
}

/** A number brought back into [0, 1] as by mirrors at both ends. */
export function reflect(value: number): number {
  const turned = Math.abs(value) % 2;
  return turned > 1 ? 2 - turned : turned;
}
