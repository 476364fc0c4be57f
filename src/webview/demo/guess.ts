import type { Demo } from "../../demos/demo";
import { element } from "../element";

/** The question that is asked before the first run. */
export interface Guess {
  readonly node: HTMLElement;
  read(): number | undefined;
  write(value: number | undefined): void;
  /** Once something was run the guess is what it was. */
  close(): void;
}

/** Makes the question; `guessed` is called when an answer is given or taken back. */
export function createGuess({ prediction }: Demo, guessed: () => void): Guess {
  const { question, unit, min, max, step } = prediction;
  const input = element("input", {
    type: "number",
    id: "guess",
    min: String(min),
    max: String(max),
    step: String(step),
  });
  input.addEventListener("input", guessed);
  const node = element(
    "section",
    { className: "predict", ariaLabel: "Predict first" },
    element("h2", { textContent: "Predict first" }),
    element("label", { htmlFor: "guess" }, question),
    element("div", { className: "row" }, input, unit ?? ""),
  );
  const read = () => {
    const value = input.valueAsNumber;
    return value >= min && value <= max ? value : undefined;
  };
  return {
    node,
    read,
    write: (value) => {
      input.value = value === undefined ? "" : String(value);
    },
    close: () => {
      input.disabled = true;
      node.hidden = read() === undefined;
    },
  };
}
