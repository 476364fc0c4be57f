import { type Demo, groupChecks, judgeCheck, type Panel, type RunResult } from "../../demos/demo";
import { nameCell, placeCells } from "../plot/heat";
import { describeVerdict } from "./format";

/** All numbers of the panels, one a row: panel, series, x, y and its standard error; for a map also its value there. */
export function writeCsv(panels: readonly Panel[]): string {
  const rows: (string | number)[][] = [["panel", "series", "x", "y", "value", "standard error"]];
  for (const panel of panels) {
    for (const { label, x = panel.x.values, values, errors } of panel.series) {
      for (let i = 0; i < values.length; i++) {
        rows.push([panel.title, label, x[i] ?? "", values[i] ?? "", "", errors?.[i] ?? ""]);
      }
    }
    const { heat, window } = panel;
    if (heat && window) {
      const { x, y } = placeCells(heat, window, panel);
      for (let i = 0; i < heat.values.length; i++) {
        const place = [nameCell(panel.x, i % heat.columns, x), nameCell(panel.y, Math.floor(i / heat.columns), y)];
        rows.push([panel.title, heat.label, ...place, heat.values[i] as number, ""]);
      }
    }
  }
  return `${rows.map((row) => row.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

/** A gap is an empty cell. A text that a spreadsheet could take for a formula is none of ours: labels begin otherwise. */
function writeCell(value: string | number): string {
  if (typeof value === "number") {
    return Number.isFinite(value) ? String(value) : "";
  }
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A result with all that it takes to have it again and to judge it. */
export function writeJson(demo: Demo, result: RunResult): string {
  const { seed, params, backend, seconds, conclusion, prediction, checks } = result;
  const guess = prediction === undefined ? {} : { prediction: { ...demo.prediction, guess: prediction } };
  const judged = groupChecks(demo, checks).flatMap(({ heading, checks: of }) =>
    of.map((check) => {
      const { passed, z } = judgeCheck(check);
      return { ...check, group: heading, ...(z === undefined ? {} : { z }), passed, verdict: describeVerdict(check) };
    }),
  );
  const whole = {
    demo: demo.id,
    title: demo.title,
    seed,
    params,
    backend,
    seconds,
    conclusion,
    ...guess,
    checks: judged,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
