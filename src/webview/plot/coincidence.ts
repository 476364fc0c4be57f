import type { Panel, Series } from "../../demos/demo";

/** What differs by less than this share of all that a panel spans can not be told apart. */
const least = 0.004;

/** The measured lines, and sets of points, that lie on one another all along, group by group. */
export function findCoincident({ x, y, series }: Panel): Series[][] {
  const place = (value: number) => (y.scale === "log" ? Math.log(value) : value);
  const all = series.flatMap(({ values }) => Array.from(values, place).filter(Number.isFinite));
  const span = all.reduce((a, b) => Math.max(a, b), -Infinity) - all.reduce((a, b) => Math.min(a, b), Infinity);
  const groups: Series[][] = [];
  for (const one of series) {
    const alone = series.filter(({ label }) => label === one.label).length === 1;
    if (one.role === "measured" && one.kind !== "bars" && one.values.length > 1 && alone) {
      const same = groups.find(([first]) => first && liesOn(one, first));
      if (same) {
        same.push(one);
      } else {
        groups.push([one]);
      }
    }
  }
  return groups.filter((group) => group.length > 1);

  function liesOn(a: Series, b: Series): boolean {
    const [own, other] = [a.x ?? x.values, b.x ?? x.values];
    if (a.kind !== b.kind || a.values.length !== b.values.length) {
      return false;
    }
    for (let i = 0; i < a.values.length; i++) {
      const off = Math.abs(place(a.values[i] as number) - place(b.values[i] as number));
      // Where both have a gap the difference is no number.
      if (own[i] !== other[i] || off > least * span || Number.isNaN(a.values[i]) !== Number.isNaN(b.values[i])) {
        return false;
      }
    }
    return true;
  }
}

/** Says which lie on one another; nothing where none do. */
export function tellCoincident(panel: Panel): string {
  const groups = findCoincident(panel).map((group) => {
    const labels = group.map(({ label }) => label);
    return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
  });
  return groups.length > 0 ? ` On one another lie, drawn in turns: ${groups.join("; ")}.` : "";
}
