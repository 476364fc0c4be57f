import * as vscode from "vscode";
import { createSharedLog, type Shared } from "../core/study/sharedLog";
import type { Study } from "./study";

const key = "reviews";
/** From here on the value is large for what it is kept in, and the learner is told once. */
const manyBytes = 1_000_000;

/** What of VS Code's store of an extension is needed. */
export type SyncedState = Pick<vscode.ExtensionContext["globalState"], "get" | "update" | "setKeysForSync">;

/**
 * Has the review log follow the learner to other machines through Settings Sync, if they have it on: a look once VS Code
 * has started, whenever this window comes to the front, and `delay` milliseconds after the last change.
 */
export function syncProgress(
  study: Study,
  state: SyncedState,
  log: vscode.LogOutputChannel,
  delay = 10_000,
): vscode.Disposable {
  state.setKeysForSync([key]);
  let look: (() => Promise<Shared>) | undefined;
  let looking: Promise<void> = Promise.resolve();
  let soon: ReturnType<typeof setTimeout> | undefined;
  let isLarge = false;

  async function lookNow(): Promise<void> {
    look ??= createSharedLog(await study.log(), study.join, {
      get: () => state.get(key),
      set: (value) => state.update(key, value),
    });
    const { joined, written = 0, problem } = await look();
    if (joined > 0) {
      log.info(`Settings Sync brought ${joined} review events of other machines.`);
    }
    if (problem === "later version") {
      log.warn(
        "The reviews in Settings Sync were written by a later version; this one leaves them alone until updated.",
      );
    } else if (problem) {
      log.warn("The reviews in Settings Sync were damaged; they are written anew from the files of this machine.");
    }
    if (written > manyBytes && !isLarge) {
      isLarge = true;
      log.warn(
        `The reviews in Settings Sync have grown to ${written} bytes. All are kept there; should Settings Sync refuse them, they are still in files here, and Export Progress takes them to other machines.`,
      );
    }
  }

  function inTurn(): void {
    clearTimeout(soon);
    looking = looking
      .then(lookNow)
      .catch((error: unknown) => log.error("The reviews could not be shared by Settings Sync.", error));
  }

  function lookSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(inTurn, delay);
  }

  const subscriptions = [
    study.onDidChange(lookSoon),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && inTurn()),
    { dispose: () => clearTimeout(soon) },
  ];
  soon = setTimeout(inTurn);
  return vscode.Disposable.from(...subscriptions);
}
