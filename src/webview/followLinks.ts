/**
 * Has links followed by `follow`, which is told where the link stands (`data-uri`); only places on this page are found
 * here.
 */
export function followLinks(page: HTMLElement, follow: (href: string, uri: string) => void): void {
  page.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) {
      return;
    }
    event.preventDefault();
    // The window has a listener of its own, which would open the link a second time.
    event.stopPropagation();
    const href = link.getAttribute("href");
    if (href?.startsWith("#")) {
      const target = document.getElementById(href.slice(1));
      target?.scrollIntoView();
      target?.setAttribute("tabindex", "-1");
      target?.focus();
    } else if (href !== null) {
      follow(href, link.closest<HTMLElement>("[data-uri]")?.dataset.uri ?? "");
    }
  });
}
