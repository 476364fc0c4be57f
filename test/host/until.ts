/** Resolves once it is so, which may be a little after it was asked for; rejects with `what` where it does not become so. */
export async function until(isSo: () => unknown, what: string | (() => string), seconds = 15): Promise<void> {
  for (const end = performance.now() + 1000 * seconds; !(await isSo()); ) {
    if (performance.now() > end) {
      throw new Error(typeof what === "string" ? what : what());
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
