import balls from "../../content/images/l1-and-l2-balls.svg";
import fitting from "../../content/images/over-and-underfitting.svg";
import split from "../../content/images/random-and-time-split.svg";
import losses from "../../content/images/three-losses.svg";

/**
 * The pictures of the bundled chapter, by the address that its Markdown has for them. They are part of the page's script
 * and drawn into the page itself, because a picture that is loaded as a file cannot have the theme's colours.
 */
const pictures: Record<string, string> = {
  "images/l1-and-l2-balls.svg": balls,
  "images/over-and-underfitting.svg": fitting,
  "images/random-and-time-split.svg": split,
  "images/three-losses.svg": losses,
};

/** A bundled picture, told to a screen reader by its alternative text. */
export function drawPicture(source: string, alternative: string): Element | undefined {
  const text = pictures[source];
  if (text === undefined) {
    return undefined;
  }
  const template = document.createElement("template");
  template.innerHTML = text;
  const picture = template.content.firstElementChild ?? undefined;
  picture?.setAttribute("role", "img");
  picture?.setAttribute("aria-label", alternative);
  picture?.classList.add("picture");
  return picture;
}
