import type { Demo } from "../../demos/demo";
import { element } from "../element";

/** The question that is asked before the first run. */
export interface Guess {
  readonly node: HTMLElement;
  read(): number | undefined;
  write(value: number | undefined): void;
  /** Whether it can still be answered: until then nothing on the page gives the answer away. */
  isOpen(): boolean;
  /** From now on the guess is what it was, or there is none. */
  close(): void;
}

/** Makes the question; `changed` is called while an answer is typed, `answered` when it is given or the question skipped. */
export function createGuess({ prediction }: Demo, changed: () => void, answered: () => void): Guess {
  const { question, unit, min, max, step } = prediction;
  const input = element("input", {
    type: "number",
    id: "guess",
    min: String(min),
    max: String(max),
    step: String(step),
  });
  const done = element("button", { type: "button", textContent: "That is my guess" });
  const skip = element("button", { type: "button", textContent: "Skip" });
  const node = element(
    "section",
    { className: "predict", ariaLabel: "Predict first" },
    element("h2", { textContent: "Predict first" }),
    element("label", { htmlFor: "guess" }, question),
    element("div", { className: "row" }, input, unit ?? "", done, skip),
  );
  const read = () => {
    const value = input.valueAsNumber;
    return value >= min && value <= max ? value : undefined;
  };
  const write = (value: number | undefined) => {
    input.value = value === undefined ? "" : String(value);
    done.disabled = read() === undefined;
  };
  const close = () => {
    input.disabled = true;
    done.hidden = true;
    skip.hidden = true;
    node.hidden = read() === undefined;
  };
  const answer = () => {
    close();
    answered();
  };
  write(undefined);
  input.addEventListener("input", () => {
    done.disabled = read() === undefined;
    changed();
  });
  input.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" && read() !== undefined) {
      answer();
    }
  });
  done.addEventListener("click", answer);
  skip.addEventListener("click", () => {
    write(undefined);
    answer();
  });
  return { node, read, write, isOpen: () => !input.disabled, close };
}
