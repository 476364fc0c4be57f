import * as vscode from "vscode";
import { type Guess, isWrong } from "../core/study/guess";
import { findCard } from "../demos/cards";

/** What was guessed of demos in this window: the last guess of each. */
export interface Guesses extends vscode.Disposable {
  /** Takes what a demo page says of a run, unchecked: there may be a guess in it. */
  take(said: Record<string, unknown>): void;
  /** A wrong guess in one of the demos since that moment. */
  findWrong(demos: readonly string[], since: number): Guess | undefined;
  onDidChange: vscode.Event<void>;
}

export function createGuesses(): Guesses {
  const changed = new vscode.EventEmitter<void>();
  const byDemo = new Map<string, Guess>();
  return {
    take: ({ id, guessed, measured, standardError }) => {
      if (
        typeof id === "string" &&
        findCard(id) &&
        isNumber(guessed) &&
        isNumber(measured) &&
        isNumber(standardError)
      ) {
        byDemo.set(id, { demo: id, guessed, measured, standardError, at: Date.now() });
        changed.fire();
      }
    },
    findWrong: (demos, since) =>
      demos
        .flatMap((demo) => byDemo.get(demo) ?? [])
        .find((guess) => guess.at > since && isWrong(guess, findCard(guess.demo)?.prediction.step ?? 0)),
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
