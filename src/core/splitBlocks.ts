import type { Env, MarkdownIt, Token } from "markdown-it";

/** A top-level block. Lines are 0-based; `end` is exclusive and leaves out empty lines after the block. */
export interface Block {
  type: string;
  start: number;
  end: number;
  /** The block's tokens, its own opening one first. */
  tokens: Token[];
}

/** A file as Markdown sees it. */
export interface SplitFile {
  markdown: MarkdownIt;
  /** What inline parsing needs to know of the definitions. */
  env: Env;
  lines: string[];
  blocks: Block[];
  /** Link reference and footnote definitions, wherever they stand. */
  definitions: string;
}

/** Splits a file into its top-level blocks. Every line that is not empty, and not front matter, is in exactly one. */
export function splitBlocks(markdown: MarkdownIt, text: string): SplitFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  lines.fill("", 0, endOfFrontMatter(lines));
  const env: Env = {};
  const tokens: Token[] = [];
  markdown.block.parse(lines.join("\n"), markdown, env, tokens);

  const found = findDefinitions(tokens, lines);
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) {
      const start = found.get(token)?.start ?? token.map?.[0] ?? 0;
      blocks.push({ type: token.type, start, end: lines.length, tokens: [] });
    }
    blocks.at(-1)?.tokens.push(token);
  }
  // A block reaches to the next one, whatever its own tokens say: so no line is in none or in two.
  blocks.forEach((block, index) => {
    block.end = withoutEmptyEnd(lines, block.start, blocks[index + 1]?.start ?? lines.length);
  });
  const texts = (type: string) => [...found.values()].filter((item) => item.type === type).map((item) => item.text);
  return { markdown, env, lines, blocks, definitions: [...texts("footnote"), ...texts("reference")].join("\n\n") };
}

/** The end of a range of lines, less the empty ones at its end. */
export function withoutEmptyEnd(lines: string[], start: number, end: number): number {
  let last = end;
  while (last > start && lines[last - 1]?.trim() === "") {
    last--;
  }
  return last;
}

/**
 * The number of lines of YAML between `---` at the top. Two rules at the top of a file look alike: so only what reads
 * as YAML throughout is skipped.
 */
function endOfFrontMatter(lines: string[]): number {
  if (!/^---\s*$/.test(lines[0] ?? "") || !/^[\w"'.-]+\s*:(\s|$)/.test(lines[1] ?? "")) {
    return 0;
  }
  const end = lines.findIndex((line, index) => index > 1 && !/^([\w"'.-]+\s*:(\s|$)|\s+[^\s>]|-\s|\s*$)/.test(line));
  return /^(---|\.\.\.)\s*$/.test(lines[end] ?? "") ? end + 1 : 0;
}

interface Definition {
  type: "footnote" | "reference";
  start: number;
  text: string;
}

/** All definitions by the token that opens them. Footnotes come without line numbers: they follow the block before. */
function findDefinitions(tokens: Token[], lines: string[]): Map<Token, Definition> {
  const found = new Map<Token, Definition>();
  let line = 0;
  tokens.forEach((token, index) => {
    if (token.type === "reference_definition" && token.map) {
      const [start, end] = token.map;
      found.set(token, { type: "reference", start, text: cutDefinition(lines.slice(start, end), "[") });
    } else if (token.type === "footnote_reference_open") {
      const opening = `[^${token.meta?.label}]:`;
      while (line < lines.length - 1 && !lines[line]?.includes(opening)) {
        line++;
      }
      const end = withoutEmptyEnd(lines, line, endOfFootnote(tokens, index, line));
      found.set(token, { type: "footnote", start: line, text: cutDefinition(lines.slice(line, end), opening) });
    }
    if (token.map) {
      line = token.map[token.nesting === 1 ? 0 : 1];
    }
  });
  return found;
}

function endOfFootnote(tokens: Token[], index: number, start: number): number {
  let end = start + 1;
  for (let at = index + 1; tokens[at] && tokens[at]?.level !== tokens[index]?.level; at++) {
    end = Math.max(end, tokens[at]?.map?.[1] ?? 0);
  }
  return end;
}

/** The lines of a definition without what they are indented or quoted by: the width of what its first line has in front. */
function cutDefinition(lines: string[], opening: string): string {
  const width = lines[0]?.indexOf(opening) ?? 0;
  const cut = lines.map((line, index) =>
    index === 0 || /^[\s>]*$/.test(line.slice(0, width)) ? line.slice(width) : line,
  );
  return cut.join("\n");
}
