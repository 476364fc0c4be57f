import type { Check, Live, Panel, Run } from "./demo";

/** A part of a run: yields the share of it that is done after each bounded piece of work, and frees its tensors. */
export type Stage = AsyncGenerator<number, void>;

/** A stage as one part of a whole: what it has done counts from `from` to `to`. */
export async function* between<T>(
  from: number,
  to: number,
  stage: AsyncGenerator<number, T> | Generator<number, T>,
): AsyncGenerator<number, T> {
  try {
    for (;;) {
      const next = await stage.next();
      if (next.done) {
        return next.value;
      }
      yield from + (to - from) * next.value;
    }
  } finally {
    // Where the whole is ended early, so is the part: it frees its tensors.
    await stage.return(undefined as T);
  }
}

/** What a run says of what it has found so far. */
export interface Findings {
  draw(): Panel[];
  live?(): Live | undefined;
  checks(): Check[];
  conclusion(): string;
}

/** A run of these stages. Its work is done only when they end: until then something is left, whatever they yield. */
export function createRun(stages: Stage, { draw, live, checks, conclusion }: Findings): Run {
  return {
    step: async () => {
      const { value, done } = await stages.next();
      return done ? 1 : Math.min(value, 0.999);
    },
    draw: async () => draw(),
    ...(live && { live }),
    checks: async () => checks(),
    conclusion: async () => conclusion(),
    dispose: async () => void (await stages.return()),
  };
}
