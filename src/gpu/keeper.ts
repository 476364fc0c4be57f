/** What is freed by hand: a tensor, a solver. */
export interface Disposable {
  dispose(): void;
}

/** Holds what is to be freed at the end, however the end comes: `keep` in a `try`, `dispose` in its `finally`. */
export interface Keeper extends Disposable {
  keep<T extends Disposable>(thing: T): T;
}

/** Makes a keeper that holds nothing yet. It frees the newest first. */
export function createKeeper(): Keeper {
  const kept: Disposable[] = [];
  return {
    keep: (thing) => {
      kept.push(thing);
      return thing;
    },
    dispose: () => {
      for (let thing = kept.pop(); thing; thing = kept.pop()) {
        thing.dispose();
      }
    },
  };
}
