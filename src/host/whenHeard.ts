import type { Study } from "./study";

/**
 * Writes to the study, and resolves when everyone has heard of it: the learner does not wait for the disk. `fail` hears
 * of what could not be written, which may come later.
 */
export function whenHeard(study: Study, write: () => Promise<unknown>, fail: (error: unknown) => void): Promise<void> {
  return new Promise((resolve) => {
    const subscription = study.onDidChange(resolve);
    write()
      .catch(fail)
      .finally(() => {
        subscription.dispose();
        resolve();
      });
  });
}
