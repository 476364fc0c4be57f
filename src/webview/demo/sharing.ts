import type { Demo, Panel, RunResult } from "../../demos/demo";
import type { Host } from "../connect";
import { element } from "../element";
import { writeCsv, writeJson } from "./exports";
import { describeControl, describeResult, linkTo } from "./format";
import type { Gallery } from "./gallery";

/** What can be taken away from a demo's page. */
export interface Share {
  result: RunResult;
  panels: readonly Panel[];
  gallery: Gallery;
  /** `vscode://publisher.name`, once it is known. */
  linkBase(): string;
}

/** The buttons under a result: copies of it, files of it, and a way into the learner's own notes. */
export function createSharing(
  demo: Demo,
  { result, panels, gallery, linkBase }: Share,
  host: Host<"demo">,
  say: (text: string) => void,
): HTMLElement[] {
  const link = linkTo(demo.id, result);
  const name = `${demo.id}-seed-${result.seed}`;
  const button = (textContent: string, label: string, onclick: () => void) =>
    element("button", { type: "button", textContent, ...(label && { ariaLabel: label, title: label }), onclick });
  const copy = (text: string, what: string) => {
    host.post({ type: "copy", text });
    say(`${what} copied.`);
  };
  return [
    element(
      "div",
      { className: "row", role: "group", ariaLabel: "Copy" },
      button("Copy link", "", () => copy(`${linkBase()}/demo/${link}`, "Link")),
      button("Copy result as Markdown", "", () => copy(describeResult(demo, result, `demo:${link}`), "Result")),
      button("Add to my answer", "", () =>
        host.post({ type: "addToAnswer", markdown: describeResult(demo, result, `demo:${link}`) }),
      ),
    ),
    element(
      "div",
      { className: "row", role: "group", ariaLabel: "Save" },
      element("span", { textContent: "Save", ariaHidden: "true" }),
      button("PNG", "Save the picture as PNG", () => {
        const picture = gallery.compose(demo.title, `${result.conclusion} ${describeValues(demo, result)}`);
        const [, contents = ""] = picture.toDataURL("image/png").split(",");
        host.post({ type: "save", format: "png", name, contents });
      }),
      button("CSV", "Save the numbers as CSV", () =>
        host.post({ type: "save", format: "csv", name, contents: writeCsv(panels) }),
      ),
      button("JSON", "Save the result as JSON", () =>
        host.post({ type: "save", format: "json", name, contents: writeJson(demo, result) }),
      ),
    ),
  ];
}

const describeValues = (demo: Demo, { seed, params }: RunResult) =>
  `${[`Seed: ${seed}`, ...demo.controls.map((control) => describeControl(control, params[control.name]))].join("; ")}.`;
