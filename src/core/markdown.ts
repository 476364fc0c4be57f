import MarkdownParser, { type MarkdownIt, type RendererRule } from "markdown-it";
import footnote from "markdown-it-footnote";
import katexPlugin from "markdown-it-katex";
import { keepKnownTags, withoutLife } from "./rawHtml";

/**
 * The product's one Markdown: CommonMark with tables, raw HTML, footnotes and TeX.
 *
 * Formulas become empty elements that hold their TeX (`<span data-tex="…">`): the page draws them after the sanitizer
 * has seen everything else, so nothing that KaTeX makes has to pass as if an author had written it.
 */
export function createMarkdown(): MarkdownIt {
  const markdown = new MarkdownParser({ html: true, linkify: true });
  // Every link is kept as it was written; the page decides which may be followed, and says so in place.
  markdown.validateLink = () => true;
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.use(footnote);
  addFormulas(markdown);
  markdown.renderer.rules.html_inline = (tokens, index) => keepKnownTags(tokens[index]?.content ?? "");
  markdown.renderer.rules.html_block = markdown.renderer.rules.html_inline;
  // The alignment of a table's columns is a style too.
  const { renderAttrs } = markdown.renderer;
  markdown.renderer.renderAttrs = (token) => withoutLife(renderAttrs(token));
  return markdown;
}

function addFormulas(markdown: MarkdownIt): void {
  const { ruler } = markdown.block;
  const before = new Set(ruler.getRules(""));
  markdown.use(katexPlugin);
  const findBlock = ruler.getRules("").find((rule) => !before.has(rule));
  if (!findBlock) {
    throw new Error("The Markdown plugin for formulas has no block rule.");
  }

  // The plugin's own rule takes a `$$x$$` that begins a sentence for an open block, which ends at the next `$$` wherever
  // that is; and a block that a quotation begins it lets run on past the quotation's end.
  ruler.at(
    "math_block",
    (state, start, end, silent) => {
      const line = state.src.slice((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0), state.eMarks[start]);
      if (/^\$\$.*?\S\$\$\s*\S/.test(line) || !findBlock(state, start, end, silent)) {
        return false;
      }
      const token = state.tokens.at(-1);
      if (!silent && state.line > end && token) {
        state.line = end;
        token.map = [start, end];
      }
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );

  const { rules } = markdown.renderer;
  const { escapeHtml } = markdown.utils;
  const place =
    (more: string): RendererRule =>
    (tokens, index) =>
      `<span data-tex="${escapeHtml(tokens[index]?.content ?? "")}"${more}></span>`;
  const display = place(" data-display");
  rules.math_inline = place("");
  rules.math_block = display;
  rules.math_inline_block = display;
  rules.math_inline_bare_block = display;
  const { fence } = rules;
  rules.fence = (tokens, index, ...more) =>
    (tokens[index]?.info.trim() === "math" ? display : fence)?.(tokens, index, ...more) ?? "";
}
