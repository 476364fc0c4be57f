import type { Panel, Series } from "../../demos/demo";
import { element } from "../element";
import { nameCell, placeCells } from "./heat";

/** So many rows at most: more are skipped evenly. */
const mostRows = 50;
/** A map is read at so many places across and up at most, unless each has a name. */
const mostCells = 12;

/**
 * Writes the numbers of a panel into tables: what shares the panel's x values side by side, each other series alone, and
 * the map behind them with its highest row first.
 */
export function fillTables(container: HTMLElement, panel: Panel): void {
  const shared = panel.series.filter((series) => !series.x);
  const own = panel.series.filter((series) => series.x);
  container.replaceChildren(
    ...(shared.length > 0 ? [createTable(panel.title, panel.x.values, panel.x.label, shared)] : []),
    ...own.map((series) => {
      return createTable(series.label, series.x ?? [], panel.x.label, [{ ...series, label: panel.y.label }]);
    }),
    ...(panel.heat && panel.window ? [createMap(panel, panel.heat, panel.window)] : []),
  );
}

function createMap(panel: Panel, heat: NonNullable<Panel["heat"]>, window: NonNullable<Panel["window"]>) {
  const { x, y } = placeCells(heat, window, panel);
  const columns = spread(heat.columns, panel.x.names?.length ?? mostCells);
  const rows = spread(heat.rows, panel.y.names?.length ?? mostCells).reverse();
  const left =
    rows.length * columns.length < heat.values.length
      ? ` (${rows.length} by ${columns.length} of ${heat.rows} by ${heat.columns} values)`
      : "";
  const corner = `${panel.y.label} down, ${panel.x.label} across`;
  return tableOf(
    `${heat.label}${left}`,
    [corner, ...columns.map((column) => formatCell(nameCell(panel.x, column, x)))],
    rows.map((row) => [
      formatCell(nameCell(panel.y, row, y)),
      ...columns.map((column) => formatCell(heat.values[row * heat.columns + column])),
    ]),
  );
}

/** So many of `count` indices at most, evenly from the first to the last. */
const spread = (count: number, most: number): number[] => {
  const taken = Math.min(most, count);
  return Array.from({ length: taken }, (_, i) => (taken < 2 ? i : Math.round((i * (count - 1)) / (taken - 1))));
};

/** Each series has a column, and another one for its standard errors where it has some. */
function createTable(title: string, xs: ArrayLike<number>, x: string, series: readonly Series[]): HTMLTableElement {
  const chosen = spread(xs.length, mostRows);
  const left = chosen.length < xs.length ? ` (${chosen.length} of ${xs.length} rows)` : "";
  const columns = series.flatMap(({ label, values, errors }) => [
    { head: label, values },
    ...(errors ? [{ head: `Standard error${series.length > 1 ? `, ${label}` : ""}`, values: errors }] : []),
  ]);
  const rows = chosen.map((i) => [formatCell(xs[i]), ...columns.map(({ values }) => formatCell(values[i]))]);
  return tableOf(`${title}${left}`, [x, ...columns.map(({ head }) => head)], rows);
}

function tableOf(caption: string, heads: string[], rows: string[][]): HTMLTableElement {
  return element(
    "table",
    {},
    element("caption", { textContent: caption }),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col", textContent: head })))),
    element(
      "tbody",
      {},
      ...rows.map(([head = "", ...cells]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", textContent: head }),
          ...cells.map((text) => element("td", { textContent: text })),
        ),
      ),
    ),
  );
}

function formatCell(value: number | string | undefined): string {
  if (typeof value === "string") {
    return value;
  }
  return value === undefined || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(4)));
}
