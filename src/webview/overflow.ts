const kinds = [
  { selector: ".formula", name: "Formula" },
  { selector: ".table", name: "Table" },
  { selector: "pre", name: "Code" },
];

/** Lets the keyboard scroll what is wider than its place. Called again whenever a width changes. */
export function makeOverflowScrollable(root: ParentNode): void {
  for (const { selector, name } of kinds) {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) {
      element.classList.remove("overflowing");
      const isWide = isWiderThanItsPlace(element);
      element.classList.toggle("overflowing", isWide);
      if (isWide) {
        element.tabIndex = 0;
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", `${name}, wider than the page: scroll with the arrow keys`);
      } else {
        for (const attribute of ["tabindex", "role", "aria-label"]) {
          element.removeAttribute(attribute);
        }
      }
    }
  }
}

function isWiderThanItsPlace(element: HTMLElement): boolean {
  if (getComputedStyle(element).display !== "inline") {
    return element.scrollWidth > element.clientWidth + 1;
  }
  // An inline formula breaks over lines; it is too wide only where one piece is wider than a line.
  const room = element.closest<HTMLElement>("p, li, td, dd, div, section")?.clientWidth ?? Number.POSITIVE_INFINITY;
  return [...element.getClientRects()].some(({ width }) => width > room + 1);
}
