import type { Panel, Series } from "../../demos/demo";
import { element } from "../element";

/** So many rows at most: more are skipped evenly. */
const mostRows = 50;

/** Writes the numbers of a panel into tables: what shares the panel's x values side by side, each other series alone. */
export function fillTables(container: HTMLElement, panel: Panel): void {
  const shared = panel.series.filter((series) => !series.x);
  const own = panel.series.filter((series) => series.x);
  container.replaceChildren(
    ...(shared.length > 0
      ? [createTable(panel.title, panel.x.values, [panel.x.label, ...shared.map(({ label }) => label)], shared)]
      : []),
    ...own.map((series) => createTable(series.label, series.x ?? [], [panel.x.label, panel.y.label], [series])),
  );
}

function createTable(title: string, xs: ArrayLike<number>, heads: string[], series: Series[]): HTMLTableElement {
  const rows = Math.min(mostRows, xs.length);
  const chosen = Array.from({ length: rows }, (_, i) =>
    rows < 2 ? i : Math.round((i * (xs.length - 1)) / (rows - 1)),
  );
  const left = rows < xs.length ? ` (${rows} of ${xs.length} rows)` : "";
  return element(
    "table",
    {},
    element("caption", { textContent: `${title}${left}` }),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col", textContent: head })))),
    element(
      "tbody",
      {},
      ...chosen.map((i) => {
        const cells = series.map(({ values }) => element("td", { textContent: formatCell(values[i]) }));
        return element("tr", {}, element("th", { scope: "row", textContent: formatCell(xs[i]) }), ...cells);
      }),
    ),
  );
}

const formatCell = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(4)));
