import type { StatisticsState } from "../../../protocol";
import { element } from "../../element";
import { addDays, sayCount, sayDate, sayMonth, sayShortMonth } from "./words";

type Data = Pick<StatisticsState, "calendar" | "today">;

/** A day of the calendar. */
interface Day {
  date: Date;
  count: number;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** How full a day can be, beside empty: a larger square is more. */
const sizes = 4;

/** A year of days with their reviews, a week a column: one stop of the Tab key, and arrow keys from day to day. */
export interface Calendar {
  readonly node: HTMLElement;
  show(data: Data): void;
}

export function createCalendar(): Calendar {
  const grid = element("table", { className: "days", role: "grid", ariaLabel: "Reviews by day" });
  const scroller = element("div", { className: "tables" }, grid);
  // What a screen reader hears from the day itself.
  const readout = element("p", { className: "readout", ariaHidden: "true" });
  const key = element("ul", { className: "key" });
  const caption = element("figcaption");
  const months = element("div", { className: "tables", tabIndex: 0, role: "region", ariaLabel: "Numbers by month" });
  const numbers = element("details", {}, element("summary", {}, "Numbers"), months);
  const title = element("h3", {}, "Reviews of the last 12 months");
  const node = element("figure", { className: "plot calendar" }, title, scroller, readout, key, caption, numbers);
  let cells: HTMLTableCellElement[] = [];
  let current = 0;
  let isNew = true;

  function choose(index: number, withFocus: boolean): void {
    const cell = cells[index];
    if (cell) {
      cells[current]?.setAttribute("tabindex", "-1");
      current = index;
      cell.tabIndex = 0;
      readout.textContent = cell.ariaLabel;
      if (withFocus) {
        cell.focus();
      }
    }
  }

  grid.addEventListener("keydown", (event) => {
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };
    const ends: Record<string, number> = { Home: 0, End: cells.length - 1 };
    const to = ends[event.key] ?? (event.key in steps ? current + (steps[event.key] ?? 0) : undefined);
    if (to !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      choose(to, true);
    }
  });
  for (const type of ["pointerover", "click", "focusin"]) {
    grid.addEventListener(type, ({ target }) => {
      const cell = target instanceof Element ? target.closest("td") : null;
      const index = cell ? cells.indexOf(cell) : -1;
      if (type === "pointerover") {
        readout.textContent = cells[index]?.ariaLabel ?? readout.textContent;
      } else {
        choose(index, type === "click");
      }
    });
  }

  return {
    node,
    show: (data) => {
      const days = listWholeWeeks(data);
      const most = Math.max(...days.map(({ count }) => count));
      const hadFocus = grid.contains(document.activeElement);
      const wasLast = current === cells.length - 1 || cells.length === 0;
      cells = days.map((day) => createCell(day, most));
      grid.replaceChildren(createHead(days), ...createRows(cells));
      choose(wasLast ? cells.length - 1 : Math.min(current, cells.length - 1), hadFocus);
      key.replaceChildren(...createKey(most));
      caption.textContent = summarise(days);
      months.replaceChildren(createMonths(days));
      if (isNew) {
        isNew = false;
        // The last weeks are in sight where there is no room for all.
        new ResizeObserver((_, observer) => {
          if (scroller.clientWidth > 0) {
            scroller.scrollLeft = scroller.scrollWidth;
            observer.disconnect();
          }
        }).observe(scroller);
      }
    },
  };
}

/** From the first Monday on. */
function listWholeWeeks({ calendar, today }: Data): Day[] {
  const days = calendar.map((count, i) => ({ count, date: addDays(today, i - calendar.length + 1) }));
  return days.slice(days.findIndex(({ date }) => date.getUTCDay() === 1));
}

/** 0 for none, else from 1 to 4. */
const sizeOf = (count: number, most: number): number => (most === 0 ? 0 : Math.ceil((sizes * count) / most));

function createSquare(size: number): HTMLElement {
  const square = element("span", { className: "square", ariaHidden: "true" });
  square.dataset.size = String(size);
  return square;
}

function createCell({ date, count }: Day, most: number): HTMLTableCellElement {
  const label = `${sayDate(date)}: ${sayCount(count, "review")}`;
  return element("td", { tabIndex: -1, ariaLabel: label }, createSquare(sizeOf(count, most)));
}

const createRows = (cells: HTMLTableCellElement[]) =>
  weekdays.map((name, weekday) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      ...cells.filter((_, i) => i % weekdays.length === weekday),
    ),
  );

/** The months, each over the weeks that begin in it. */
function createHead(days: readonly Day[]): HTMLTableRowElement {
  const mondays = days.filter((_, i) => i % weekdays.length === 0).map(({ date }) => date);
  const spans: { name: string; weeks: number }[] = [];
  for (const monday of mondays) {
    const name = sayShortMonth(monday);
    const last = spans.at(-1);
    if (last?.name === name) {
      last.weeks++;
    } else {
      spans.push({ name, weeks: 1 });
    }
  }
  return element(
    "tr",
    {},
    element("td"),
    // There is no room for a name over one week.
    ...spans.map(({ name, weeks }) => element(weeks > 1 ? "th" : "td", { colSpan: weeks }, weeks > 1 ? name : "")),
  );
}

function createKey(most: number): HTMLLIElement[] {
  const ranges = Array.from({ length: sizes }, (_, i) => {
    const [low, high] = [Math.floor((i * most) / sizes) + 1, Math.floor(((i + 1) * most) / sizes)];
    return { size: i + 1, low, high };
  }).filter(({ low, high }) => low <= high);
  return [
    element("li", {}, createSquare(0), "no review"),
    ...ranges.map(({ size, low, high }) =>
      element("li", {}, createSquare(size), low === high ? String(low) : `${low} to ${high}`),
    ),
  ];
}

function summarise(days: readonly Day[]): string {
  const reviewed = days.filter(({ count }) => count > 0);
  const [first, most] = [days[0], [...reviewed].sort((a, b) => b.count - a.count)[0]];
  const all = reviewed.reduce((sum, { count }) => sum + count, 0);
  return first && most
    ? `${sayCount(all, "review")} on ${reviewed.length} of the ${days.length} days since ${sayDate(first.date)}; most, ${most.count}, on ${sayDate(most.date)}.`
    : "No review in these 12 months.";
}

/** The newest first. */
function createMonths(days: readonly Day[]): HTMLTableElement {
  const months = new Map<string, Day[]>();
  for (const day of days) {
    const name = sayMonth(day.date);
    months.set(name, [...(months.get(name) ?? []), day]);
  }
  const head = ["Month", "Reviews", "Days with reviews"].map((name) => element("th", { scope: "col" }, name));
  const rows = [...months].reverse().map(([name, own]) => {
    const reviewed = own.filter(({ count }) => count > 0);
    const reviews = reviewed.reduce((sum, { count }) => sum + count, 0);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      element("td", {}, String(reviews)),
      element("td", {}, `${reviewed.length} of ${own.length}`),
    );
  });
  return element(
    "table",
    {},
    element("caption", {}, "Reviews by month"),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}
