import { type Check, type Demo, groupChecks, judgeCheck, type RunResult } from "../../demos/demo";
import { labelBackend } from "../../gpu/backend";
import { element } from "../element";
import {
  describeChecks,
  describeControl,
  describeGuess,
  describeVerdict,
  formatError,
  formatExact,
  formatMeasured,
} from "./format";

const heads = ["Check", "Verdict", "Measured", "Exact", "Standard error", "z", "Source of the exact value"];

/** A finished run in short: conclusion, guess and verdict. What can be done with it comes below. */
export function showResult(section: HTMLElement, demo: Demo, result: RunResult, ...below: HTMLElement[]): void {
  const guess = describeGuess(demo, result);
  section.replaceChildren(
    element("h2", { textContent: "Result" }),
    element("p", { className: "conclusion", textContent: result.conclusion }),
    ...(guess ? [element("p", { className: "guess", textContent: guess })] : []),
    element("p", { textContent: describeChecks(result.checks) }),
    element("div", { className: "sharing" }, ...below),
  );
}

/** Every check of a run, group by group. */
export function showChecks(section: HTMLElement, demo: Demo, checks: readonly Check[]): void {
  const groups = groupChecks(demo, checks).map(({ heading, checks: of }) => {
    const head = element("th", { scope: "rowgroup", colSpan: heads.length, textContent: heading });
    return element("tbody", {}, element("tr", { className: "group" }, head), ...of.map(createRow));
  });
  section.replaceChildren(
    element("h2", { textContent: "Checks" }),
    scrollable("Checks", element("table", {}, createHead(heads), ...groups)),
  );
}

function createRow(check: Check): HTMLTableRowElement {
  const { passed, z } = judgeCheck(check);
  const icon = element("span", { className: passed ? "" : "failed", ariaHidden: "true" }, passed ? "✓" : "✗");
  const numbers = [
    formatMeasured(check),
    formatExact(check),
    formatError(check.standardError),
    z === undefined ? "–" : z.toFixed(2),
  ];
  return element(
    "tr",
    {},
    element("th", { scope: "row", textContent: check.name }),
    element("td", {}, icon, ` ${describeVerdict(check)}`),
    ...numbers.map((text) => element("td", { className: "number", textContent: text })),
    element("td", { className: "quiet", textContent: check.source }),
  );
}

/** The last runs, newest first. */
export function showRuns(section: HTMLElement, demo: Demo, runs: readonly RunResult[]): void {
  section.hidden = runs.length === 0;
  const rows = runs.map((run) => {
    const changed = demo.controls
      .filter(({ name, value }) => run.params[name] !== value)
      .map((control) => describeControl(control, run.params[control.name]));
    const passed = run.checks.every((check) => judgeCheck(check).passed);
    return element(
      "tr",
      {},
      element("th", { scope: "row", textContent: String(run.seed) }),
      element("td", { textContent: changed.length > 0 ? changed.join("; ") : "as the demo has them" }),
      element("td", { textContent: run.conclusion }),
      element(
        "td",
        {},
        element("span", { ariaHidden: "true" }, passed ? "✓" : "✗"),
        passed ? " all hold" : " some fail",
      ),
      element("td", { className: "number", textContent: `${run.seconds.toFixed(1)} s` }),
      element("td", { textContent: labelBackend(run.backend) }),
    );
  });
  section.replaceChildren(
    element("h2", { textContent: "Last runs" }),
    scrollable(
      "Last runs",
      element(
        "table",
        {},
        createHead(["Seed", "Values", "Conclusion", "Checks", "Time", "Computed on"]),
        element("tbody", {}, ...rows),
      ),
    ),
  );
}

const createHead = (names: readonly string[]) =>
  element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col", textContent: name }))));

/** A table wider than the page is scrolled by itself, by keyboard too. */
const scrollable = (label: string, table: HTMLTableElement) =>
  element("div", { className: "tables", tabIndex: 0, role: "region", ariaLabel: label }, table);
