import type { DemoState } from "../../protocol";
import { element } from "../element";

/** Links to the questions that a demo belongs to. */
export function describeQuestions({ questions }: DemoState, follow: (href: string) => void): (Node | string)[] {
  if (questions.length === 0) {
    return [];
  }
  const links = questions.flatMap(({ id, title }, i) => {
    const link = element("a", { href: `question:${id}`, textContent: `${id} ${title}` });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      // The window has a listener of its own for links.
      event.stopPropagation();
      follow(`question:${id}`);
    });
    return i === 0 ? [link] : [", ", link];
  });
  return ["Belongs to ", ...links];
}
