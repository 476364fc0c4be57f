import type { Token } from "markdown-it";
import type { SplitFile } from "./splitBlocks";

/** A title is short: of a text without end, no more than this is looked at. */
const longestTitle = 2000;

/** The words of a heading or of any other line: links as their text, formulas as their TeX, no emphasis and no tags. */
export function plainText(file: SplitFile, line: string): string {
  return collapse(wordsOf(inlineTokens(file, line.slice(0, longestTitle))));
}

/** The first sentence of a text, as plain text: what lists and tabs call it. */
export function titleOf(file: SplitFile, text: string): string {
  const blocks: Token[] = [];
  file.markdown.block.parse(text.slice(0, longestTitle), file.markdown, file.env, blocks);
  for (const block of blocks) {
    const title =
      block.type === "inline"
        ? firstSentenceOf(inlineTokens(file, block.content))
        : collapse(wordsOf([block]).trim().split("\n", 1).join());
    if (title) {
      return title;
    }
  }
  return "";
}

/** A sentence ends before a capital, but "vs. L2", "et al. Who" and "Fig. A" do not end one. */
const firstSentence = /^.+?(?<!\b(?:vs|e\.g|i\.e|cf|al|etc|[Ff]ig|[Ee]q|[Nn]o))[.?!]["'”’)]*(?=\s+["'“‘(]*\p{Lu})/u;

function inlineTokens({ markdown, env }: SplitFile, text: string): Token[] {
  const tokens: Token[] = [];
  markdown.inline.parse(text, markdown, env, tokens);
  return tokens;
}

function firstSentenceOf(tokens: Token[]): string {
  const end = tokens.findIndex((token) => token.type === "hardbreak");
  const line = collapse(wordsOf(end < 0 ? tokens : tokens.slice(0, end)));
  return firstSentence.exec(line)?.[0] ?? line;
}

function wordsOf(tokens: Token[]): string {
  return tokens.map(wordsOfOne).join("");
}

function wordsOfOne(token: Token): string {
  switch (token.type) {
    case "text":
    case "text_special":
    case "code_inline":
    case "code_block":
    case "fence":
    case "math_inline":
    case "math_block":
      return token.content;
    case "image":
      return wordsOf(token.children ?? []);
    case "softbreak":
    case "hardbreak":
      return " ";
    case "html_inline":
      return /^<br\b/i.test(token.content) ? " " : "";
    case "html_block":
      return token.content.replace(/<[^>]*>/g, " ");
    default:
      return "";
  }
}

const collapse = (text: string): string => text.replace(/\s+/g, " ").trim();
