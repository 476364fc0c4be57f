import { element } from "../element";

/** A button that a key presses as well: the key stands on it. " " is Space, and Enter too. */
export function createKeyButton(
  label: string,
  key: string,
  press: () => void,
  properties: { className?: string; disabled?: boolean } = {},
  ...more: Node[]
): HTMLButtonElement {
  const name = key === " " ? "Space" : key.toUpperCase();
  const made = element(
    "button",
    { type: "button", ...properties },
    element("span", { className: "label" }, label),
    ...more,
    element("kbd", { ariaHidden: "true" }, name),
  );
  made.setAttribute("aria-keyshortcuts", key === " " ? "Space Enter" : name);
  made.dataset.key = key;
  made.addEventListener("click", press);
  return made;
}

/** What takes keys itself. */
const takesText = "textarea, input:not([type='checkbox']), select";
const takesSpace = `button, a, summary, input, [tabindex="0"]`;

/**
 * Has keys press the buttons of a page that have them, but not while the learner types: there Control and Enter press
 * what Space would, and Escape leaves the field for `leave`. Control and Z is as the key u. The result says whether letters
 * and digits alone are such keys, and shows it on the buttons that are there now.
 */
export function listenToKeys(page: HTMLElement, leave: () => void): (singleKeys: boolean) => void {
  let heedsSingle = true;
  document.addEventListener("keydown", (event) => {
    const { key, target, altKey, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const at = target instanceof Element ? target : page;
    if (event.defaultPrevented || event.repeat || event.isComposing || altKey) {
      return;
    }
    if (at.matches(takesText)) {
      if (key === "Escape") {
        leave();
      } else if (control && key === "Enter") {
        press(" ");
      }
      return;
    }
    if (control) {
      if (key.toLowerCase() === "z" && !shiftKey) {
        press("u");
      }
      return;
    }
    const isSpace = key === " " || key === "Enter";
    if (isSpace ? !at.closest(takesSpace) : heedsSingle) {
      press(isSpace ? " " : key.toLowerCase());
    }

    function press(wanted: string): void {
      const buttons = [...page.querySelectorAll<HTMLButtonElement>("button[data-key]:enabled")];
      // What was on the page before may be hidden only.
      const button = buttons.find((one) => one.dataset.key === wanted && one.checkVisibility());
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  });

  return (singleKeys) => {
    heedsSingle = singleKeys;
    for (const button of page.querySelectorAll("button[data-key]:not([data-key=' '])")) {
      const name = button.querySelector("kbd");
      if (name) {
        name.hidden = !singleKeys;
        if (singleKeys) {
          button.setAttribute("aria-keyshortcuts", name.textContent);
        } else {
          button.removeAttribute("aria-keyshortcuts");
        }
      }
    }
  };
}
