import DOMPurify from "dompurify";
import { toInnerLink } from "../core/innerLink";
import { createMarkdown } from "../core/markdown";
import { htmlTags } from "../core/rawHtml";
import { element } from "./element";
import { drawFormulas } from "./formulas";
import { highlight } from "./highlight";
import { drawPicture } from "./pictures";

/** How a text of the notes is drawn. */
export interface RenderOptions {
  /** Where relative images are: a URI that the page may load from, ending in a slash; empty for the bundled chapter. */
  base: string;
  /** TeX macros by name. */
  macros: Record<string, string>;
  /** Time on the page's clock after which formulas are left as their TeX. */
  until: number;
  /** Tells the footnotes of one text from those of the others on the page. */
  prefix: string;
}

const markdown = createMarkdown();
markdown.set({ highlight });

const attributes =
  "align alt class colspan data-style data-display data-tex dir height href id lang open rowspan scope span src start title width";
/** Styles that colour or align a text and cannot move it over another. */
const styles = [
  "background-color",
  "color",
  "font-style",
  "font-weight",
  "text-align",
  "text-decoration",
  "vertical-align",
];

const links = /^(?:https?:|mailto:|demo:|question:|#|[^a-z]|[a-z0-9+.-]+(?:[^a-z0-9+.:-]|$))/i;

/** Draws Markdown. Whatever the text is, the result holds no script, no style that covers, and no link but the known kinds. */
export function renderMarkdown(text: string, options: RenderOptions): DocumentFragment {
  const root = parseInert(markdown.render(text, { docId: options.prefix }));
  turnLinksInward(root);
  DOMPurify.sanitize(root, {
    IN_PLACE: true,
    ALLOWED_TAGS: [...htmlTags],
    ALLOWED_ATTR: attributes.split(" "),
    ADD_URI_SAFE_ATTR: ["data-style", "data-tex"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: links,
  });
  restrictNames(root, options.prefix);
  resolveImages(root, options.base);
  wrapTables(root);
  markLinks(root);
  // From here on it is part of the page: pictures load and styles count.
  const fragment = document.createDocumentFragment();
  fragment.append(...root.childNodes);
  applyStyles(fragment);
  drawFormulas(fragment, options.macros, options.until);
  return fragment;
}

/** Parses HTML where nothing of it comes to life. */
function parseInert(html: string): HTMLElement {
  // The document of a template has no window: its pictures are not fetched and its scripts do not run.
  const root = document.createElement("template").content.ownerDocument.createElement("div");
  root.innerHTML = html;
  return root;
}

/** What was copied for use outside of VS Code leads to the same here. */
function turnLinksInward(root: ParentNode): void {
  for (const link of root.querySelectorAll("a")) {
    const inner = toInnerLink(link.getAttribute("href") ?? "");
    if (inner) {
      link.setAttribute("href", inner);
    }
  }
}

function applyStyles(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-style]")) {
    const wanted = document.createElement("span").style;
    wanted.cssText = element.dataset.style ?? "";
    for (const name of styles) {
      element.style.setProperty(name, wanted.getPropertyValue(name));
    }
    element.removeAttribute("data-style");
  }
}

/** Classes and ids are ours: an author's could borrow the looks of the page's own controls. */
function restrictNames(root: ParentNode, prefix: string): void {
  for (const element of root.querySelectorAll("[class]")) {
    const kept = [...element.classList].filter((name) => /^(hljs|language-|footnote)/.test(name));
    element.className = kept.join(" ");
  }
  for (const element of root.querySelectorAll("[id]")) {
    if (!element.id.startsWith(`fn-${prefix}-`) && !element.id.startsWith(`fnref-${prefix}-`)) {
      element.removeAttribute("id");
    }
  }
}

/** Pictures come from the notes' own folder, or from the page where the chapter is bundled; others are named, not fetched. */
function resolveImages(root: ParentNode, base: string): void {
  for (const image of root.querySelectorAll("img")) {
    const source = image.getAttribute("src") ?? "";
    const beside = base === "" ? undefined : addressBeside(source, base);
    if (beside) {
      image.src = beside;
    } else {
      image.replaceWith((base === "" && drawPicture(source, image.alt)) || describeMissing(image.alt || source));
    }
  }
}

/** A picture's address, where it is one of the notes' own folder and an address at all. */
function addressBeside(source: string, base: string): string | undefined {
  try {
    const { href, origin } = new URL(source, base);
    return origin === new URL(base).origin ? href : undefined;
  } catch {
    return undefined;
  }
}

function describeMissing(name: string): HTMLElement {
  const title = "Only pictures beside the notes file are shown: nothing is fetched from the network.";
  return element("span", { className: "refused", title }, `[picture not shown: ${name}]`);
}

/** A table that is too wide scrolls in a box of its own. */
function wrapTables(root: ParentNode): void {
  for (const table of root.querySelectorAll("table")) {
    const box = document.createElement("div");
    box.className = "table";
    table.replaceWith(box);
    box.append(table);
  }
}

function markLinks(root: ParentNode): void {
  for (const link of root.querySelectorAll("a")) {
    const href = link.getAttribute("href");
    if (href === null) {
      link.classList.add("refused");
      link.title = "This kind of link is not followed.";
    } else if (href.startsWith("demo:")) {
      link.classList.add("demo");
    }
  }
}
