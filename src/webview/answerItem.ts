import type { AnswerItem, Looks } from "../protocol";
import { element } from "./element";
import { type RenderOptions, renderMarkdown } from "./renderMarkdown";

/** Draws a text of a question, or of one of its answers: `source` says of which. `part` tells it from its others. */
export function drawText(
  className: string,
  markdown: string,
  item: AnswerItem,
  part: string,
  options: Pick<Looks, "macros"> & Pick<RenderOptions, "until">,
  source = 0,
): HTMLElement {
  const { base = "", uri = "" } = item.answers[source] ?? {};
  const prefix = `${item.id}-${part}`.replace(/[^a-z0-9-]/gi, "-");
  const { macros, until } = options;
  const made = element("div", { className }, renderMarkdown(markdown, { base, macros, prefix, until }));
  made.dataset.uri = uri;
  return made;
}

/** The level behind what stands before it; nothing where it is not known. */
export const describeLevel = ({ level }: AnswerItem): (Node | string)[] =>
  level ? [" · ", element("span", { className: `level ${level}` }, level)] : [];
