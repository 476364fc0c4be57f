import { __renderToDomTree as renderToDomTree, type VirtualNode } from "katex";
// Copying a text that holds formulas gives their TeX.
import "katex/contrib/copy-tex";

/** Longer ones are no formulas, and KaTeX takes its time over them. */
const longestFormula = 10_000;
/** A macro of its own can make a formula that is short and yet grows without end. */
const longestWithMacros = 500;
const definesMacro = /\\(?:[gex]?def|let|futurelet|(?:re)?newcommand|providecommand)(?![a-zA-Z])/;

/**
 * Puts formulas into the elements that hold their TeX. One that cannot be parsed is shown as written, with the reason; so
 * are all that come after the time `until` (on the page's clock): a page must not freeze over a file made to freeze it.
 */
export function drawFormulas(root: ParentNode, macros: Record<string, string>, until: number): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-tex]")) {
    const tex = place.dataset.tex ?? "";
    const displayMode = place.hasAttribute("data-display");
    place.removeAttribute("data-tex");
    place.className = displayMode ? "formula display" : "formula";
    const definesOwn = definesMacro.test(tex);
    if (performance.now() > until) {
      showError(place, tex, "the page's formulas take too long");
      continue;
    }
    if (tex.length > (definesOwn ? longestWithMacros : longestFormula)) {
      showError(place, tex, definesOwn ? "too long for a formula with macros of its own" : "too long for a formula");
      continue;
    }
    try {
      place.append(draw(tex, displayMode, macros, definesOwn ? 100 : 1_000));
    } catch (error) {
      showError(place, tex, explain(error));
    }
  }
}

function draw(tex: string, displayMode: boolean, macros: Record<string, string>, maxExpand: number): Node {
  const tree = renderToDomTree(tex, {
    displayMode,
    // A copy: a formula's own \gdef stays in it.
    macros: { ...macros },
    output: "htmlAndMathml",
    strict: "ignore",
    throwOnError: true,
    trust: false,
    maxExpand,
    maxSize: 50,
  });
  dropStyleAttributes(tree);
  return tree.toNode();
}

/** KaTeX sets styles through the object model, which the policy allows, but for a few on MathML, which nobody sees. */
function dropStyleAttributes(node: VirtualNode): void {
  if (node.attributes) {
    delete node.attributes.style;
  }
  for (const child of node.children ?? []) {
    dropStyleAttributes(child);
  }
}

function showError(place: HTMLElement, tex: string, reason: string): void {
  place.classList.add("failed");
  const source = document.createElement("code");
  source.textContent = tex.length > 200 ? `${tex.slice(0, 200)}…` : tex;
  const message = document.createElement("span");
  message.className = "reason";
  message.textContent = ` (this formula can't be shown: ${reason})`;
  place.append(source, message);
}

/** KaTeX's own words without its prefix and without a second copy of the formula. */
function explain(error: unknown): string {
  if (error instanceof RangeError) {
    return "nested too deeply";
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^KaTeX parse error: /, "").replace(/ at (end of input|position \d+): .*$/s, " at $1");
}
