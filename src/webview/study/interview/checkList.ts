import type { InterviewQuestion, Looks } from "../../../protocol";
import { drawText } from "../../answerItem";
import { element } from "../../element";

/** What the learner ticks: what was said, and which errors were not made. `tick` hears of each. */
export function describeCheckList(
  { item, points, macros }: Pick<InterviewQuestion, "item" | "points"> & Pick<Looks, "macros">,
  until: number,
  tick: (point: number, isTicked: boolean) => void,
): Node[] {
  const group = (title: string, is: "said" | "avoided") => {
    const rows = points.flatMap((point, i) => {
      if (point.is !== is) {
        return [];
      }
      const box = element("input", { type: "checkbox", name: "point", value: String(i) });
      box.addEventListener("change", () => tick(i, box.checked));
      const text = drawText("", point.text, item, `point${i}`, { macros, until });
      return [element("li", {}, element("label", {}, box, text))];
    });
    return rows.length > 0 ? [element("fieldset", {}, element("legend", {}, title), element("ul", {}, ...rows))] : [];
  };
  return points.length === 0
    ? []
    : [
        element(
          "section",
          { className: "answer check-list", ariaLabel: "Check-list" },
          element("h2", { tabIndex: -1 }, "Check-list"),
          ...group("Tick what you said", "said"),
          ...group("Tick what you kept clear of", "avoided"),
        ),
      ];
}
