import { sayInterval, sayPercent } from "../../../core/study/advice";
import type { Group } from "../../../core/study/groups";
import type { Retention } from "../../../core/study/statistics";
import { sayTime } from "../../../core/study/summary";
import { element } from "../../element";

const kinds: Record<Group["kind"], string> = {
  all: "All",
  recent: "All",
  section: "By section",
  gone: "By section",
  level: "By level",
};
const heads = ["Questions", "Reviews", "Asked again", "Recalled", "95 % interval", "Predicted", "Median time"];

/** Retention and time by section and level, with a picture of each interval. */
export function describeGroups(groups: readonly Group[]): Node[] {
  const retentions = groups.flatMap(({ retention }) => retention ?? []);
  const lowest = Math.min(...retentions.map(({ low, predicted }) => Math.min(low, predicted)));
  const from = Math.floor(lowest * 10) / 10;
  const titles = [...new Set(groups.map(({ kind }) => kinds[kind]))];
  const bodies = titles.map((title) => {
    const rows = groups.filter(({ kind }) => kinds[kind] === title).map((group) => createRow(group, from));
    const head = element("th", { scope: "rowgroup", colSpan: heads.length, className: "kind" }, title);
    return element("tbody", {}, ...(title === "All" ? [] : [element("tr", {}, head)]), ...rows);
  });
  const table = element(
    "table",
    { className: "groups" },
    element("caption", {}, "Retention and time by section and level"),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    ...bodies,
  );
  const key = `Recalled is what was not graded Again; the first review of a question does not count. The intervals are Wilson’s. The pictures go from ${Math.round(100 * from)} to 100 %: a dot for what was recalled, a line for its interval, a stroke for what was predicted.`;
  return [
    element("div", { className: "tables", tabIndex: 0, role: "region", ariaLabel: "Retention" }, table),
    ...(retentions.length > 0 ? [element("p", { className: "note" }, key)] : []),
  ];
}

function createRow({ name, reviews, medianSeconds, retention }: Group, from: number): HTMLTableRowElement {
  const cells: (Node | string)[][] = [
    [String(reviews)],
    [String(retention?.reviews ?? 0)],
    [retention ? sayPercent(retention.recalled) : "–"],
    retention ? [sayInterval(retention), drawInterval(retention, from)] : ["–"],
    [retention ? sayPercent(retention.predicted) : "–"],
    [sayTime(medianSeconds)],
  ];
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, ...cell)));
}

const width = 110;
const height = 16;

/** Says the same as the numbers beside it. */
function drawInterval({ low, high, recalled, predicted }: Retention, from: number): SVGSVGElement {
  const at = (share: number) => 4 + ((width - 8) * (share - from)) / (1 - from);
  const middle = height / 2;
  const picture = make("svg", {
    class: "interval",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "aria-hidden": "true",
  });
  picture.append(
    make("line", { class: "scale", x1: at(from), x2: at(1), y1: middle, y2: middle }),
    make("line", { class: "range", x1: at(low), x2: at(high), y1: middle, y2: middle }),
    make("line", { class: "predicted", x1: at(predicted), x2: at(predicted), y1: 0, y2: height }),
    make("circle", { class: "recalled", cx: at(recalled), cy: middle, r: 4 }),
  );
  return picture;
}

function make<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  return made;
}
