import * as vscode from "vscode";
import { type Guess, isWrong } from "../core/study/guess";
import { findCard } from "../demos/cards";

/** What was guessed of demos: the last guess of each. */
export interface Guesses extends vscode.Disposable {
  /** Takes what a demo page says of a run, unchecked: there may be a guess in it. */
  take(said: Record<string, unknown>): void;
  /** A wrong guess in one of the demos since that moment. */
  findWrong(demos: readonly string[], since: number): Guess | undefined;
  onDidChange: vscode.Event<void>;
}

const key = "guesses";

/** Guesses outlast the window in `state`. */
export function createGuesses(state: Pick<vscode.Memento, "get" | "update">): Guesses {
  const changed = new vscode.EventEmitter<void>();
  const kept = state.get<unknown>(key);
  const guesses = (Array.isArray(kept) ? kept : []).flatMap((one) => readGuess(one) ?? []);
  const byDemo = new Map(guesses.map((guess) => [guess.demo, guess]));
  return {
    take: ({ id, guessed, measured, standardError }) => {
      const guess = readGuess({ demo: id, guessed, measured, standardError, at: Date.now() });
      if (guess) {
        byDemo.set(guess.demo, guess);
        void state.update(key, [...byDemo.values()]);
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

/** The guess that this is, or none. */
function readGuess(value: unknown): Guess | undefined {
  const { demo, guessed, measured, standardError, at } = Object(value) as Record<string, unknown>;
  return typeof demo === "string" &&
    findCard(demo) &&
    isNumber(guessed) &&
    isNumber(measured) &&
    isNumber(standardError) &&
    isNumber(at)
    ? { demo, guessed, measured, standardError, at }
    : undefined;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
