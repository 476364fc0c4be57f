import { type Check, type Control, type Demo, groupChecks, judgeCheck, type RunResult } from "../../demos/demo";
import { labelBackend } from "../../gpu/backend";
import type { Memory } from "./messages";

/** Thousands before the point apart, from five digits on. */
const group = (text: string) => text.replace(/(?<![.\d])\d{5,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));

/** The value of a control as people read it: 200,000 and 0.333333. */
export const formatValue = (value: number | string | undefined): string =>
  typeof value === "number" ? group(String(Number(value.toPrecision(6)))) : String(value);

/** A control and its value in words: `Noise σ: 0.5`, `Target: Banana`. */
export function describeControl(control: Control, value: number | string | undefined): string {
  const option = control.kind === "select" && control.options.find((one) => one.value === value);
  const unit = control.kind === "slider" && control.unit ? ` ${control.unit}` : "";
  return `${control.label}: ${option ? option.label : formatValue(value)}${unit}`;
}

/** A measured number with as many digits as its standard error, or what its rule tolerates, lets it have. */
export function formatMeasured({ measured, exact, standardError, rule }: Check): string {
  if (Number.isInteger(measured) && rule === "identity") {
    return group(String(measured));
  }
  if (standardError > 0) {
    return group(measured.toFixed(decimalsOf(standardError)));
  }
  // Of what is compared with 0 or with a bound only the size matters.
  return rule === "bound" || exact === 0 ? shorten(measured, 2) : shorten(measured, 5);
}

/** The exact number, one digit longer than what it is compared with. */
export function formatExact({ exact, standardError, rule }: Check): string {
  if (standardError > 0) {
    return group(exact.toFixed(decimalsOf(standardError) + 1));
  }
  return rule === "bound" ? `at most ${shorten(exact, 6)}` : shorten(exact, 6);
}

/** A standard error in two digits, or a dash where there is none. */
export const formatError = (value: number): string => (value === 0 ? "–" : value.toFixed(decimalsOf(value)));

/** How many decimals show two digits of a standard error. */
const decimalsOf = (standardError: number) => Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(standardError))));

const shorten = (value: number, digits: number) => {
  const rounded = Number(value.toPrecision(digits));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : group(String(rounded));
};

/** The verdict on a check in words. */
export function describeVerdict(check: Check): string {
  const { passed } = judgeCheck(check);
  switch (check.rule) {
    case "identity":
      return passed ? "agrees" : "differs";
    case "stochastic":
      return passed ? "agrees within 4 standard errors" : "differs by more than 4 standard errors";
    case "bound":
      return passed ? "within the bound" : "beyond the bound";
    default:
      return check.rule satisfies never;
  }
}

/** `All 13 checks hold.`, or which do not. */
export function describeChecks(checks: readonly Check[]): string {
  const failed = checks.filter((check) => !judgeCheck(check).passed);
  return failed.length === 0
    ? `All ${checks.length} checks hold.`
    : `${failed.length} of ${checks.length} checks fail: ${failed.map(({ name }) => name).join("; ")}.`;
}

/** `You guessed 30 weights; it is 0.`, where something was guessed and the run measured it. */
export function describeGuess(demo: Demo, { prediction, checks }: RunResult): string {
  const { check: name, unit } = demo.prediction;
  const truth = checks.find((check) => check.name === name);
  if (prediction === undefined || !truth) {
    return "";
  }
  return `You guessed ${formatValue(prediction)}${unit ? ` ${unit}` : ""}; it is ${formatMeasured(truth)}.`;
}

/** What tensors took up before and after a run: the same, or something was left behind. */
export function describeMemory(before: Memory, after: Memory): string {
  const both = (of: keyof Memory) => `${group(String(before[of]))} and ${group(String(after[of]))}`;
  return (
    `Held before and after the run: ${both("tensors")} tensors, ${both("bytes")} bytes, ` +
    `of them ${both("gpuBytes")} on the GPU.`
  );
}

/** What a link to the demo with these values ends in: behind `demo:` in notes, behind an address from outside. */
export function linkTo(id: string, { seed, params }: Pick<RunResult, "seed" | "params">): string {
  const query = new URLSearchParams({ seed: String(seed) });
  for (const [name, value] of Object.entries(params)) {
    query.set(name, String(value));
  }
  return `${id}?${query}`;
}

/** A result as Markdown, to paste into notes: without a heading, which would end the answer that it is pasted into. */
export function describeResult(demo: Demo, result: RunResult, link: string): string {
  const { backend, seconds, seed, params, conclusion, checks } = result;
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const row = (check: Check) => {
    const { passed, z } = judgeCheck(check);
    const cells = [
      cell(check.name),
      formatMeasured(check),
      formatExact(check),
      formatError(check.standardError),
      z === undefined ? "–" : z.toFixed(2),
      `${passed ? "✓" : "✗"} ${describeVerdict(check)}`,
      cell(check.source),
    ];
    return `| ${cells.join(" | ")} |`;
  };
  // A table has no headings within: a row with nothing beside its name is one.
  const rows = groupChecks(demo, checks).flatMap(({ heading, checks: of }) => [
    `| **${cell(heading)}** |${" |".repeat(6)}`,
    ...of.map(row),
  ]);
  const values = Object.entries({ seed, ...params }).map(([name, value]) => `${name} = ${value}`);
  return [
    `**${demo.title}**`,
    "",
    conclusion,
    "",
    ...(describeGuess(demo, result) ? [describeGuess(demo, result), ""] : []),
    describeChecks(checks),
    "",
    "| Check | Measured | Exact | Standard error | z | Verdict | Source of the exact value |",
    "| --- | ---: | ---: | ---: | ---: | --- | --- |",
    ...rows,
    "",
    `${values.join(", ")}. ${labelBackend(backend)}, ${seconds.toFixed(1)} s. [Run it again](${link})`,
    "",
  ].join("\n");
}
