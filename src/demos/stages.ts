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
