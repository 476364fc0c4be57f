/** A place on a page that is drawn anew only when what it shows has changed: a reader keeps the focus and the place. */
export interface Slot<T> {
  readonly node: HTMLElement;
  /** Whether anything had changed. */
  show(data: T): boolean;
}

export function createSlot<T>(node: HTMLElement, describe: (data: T) => (Node | string)[]): Slot<T> {
  let shown: string | undefined;
  return {
    node,
    show: (data) => {
      const text = JSON.stringify(data);
      if (text === shown) {
        return false;
      }
      shown = text;
      const { activeElement } = document;
      const key = activeElement instanceof HTMLElement && node.contains(activeElement) && activeElement.dataset.key;
      node.replaceChildren(...describe(data));
      // Who pressed a button that is still there goes on from it.
      const same = [...node.querySelectorAll<HTMLElement>("[data-key]")].find(({ dataset }) => dataset.key === key);
      same?.focus();
      return true;
    },
  };
}
