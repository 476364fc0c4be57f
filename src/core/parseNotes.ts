import { createMarkdown } from "./markdown";
import { createOutline } from "./outline";
import { plainText } from "./plainText";
import type { Diagnostic, Notes } from "./question";
import { placeOfLine, readQuestions } from "./readQuestions";
import { type Block, type SplitFile, splitBlocks } from "./splitBlocks";

const markdown = createMarkdown();

/**
 * Reads a notes file: headings are chapters and sections, quoted blocks with a number are questions, and all between
 * is kept as the text of what stands before it. Every line that says something is in exactly one text.
 */
export function parseNotes(text: string): Notes {
  const file = splitBlocks(markdown, text);
  const outline = createOutline(file.lines);
  const found: Diagnostic[] = [];
  for (const block of file.blocks) {
    const heading = headingOf(file, block);
    if (heading?.level === 1) {
      outline.startChapter(heading.title);
    } else if (heading) {
      outline.startSection(heading.title, placeOfLine(file.lines, block.start));
    } else {
      const reading = block.type === "blockquote_open" ? readQuestions(file, block) : undefined;
      for (const diagnostic of reading?.diagnostics ?? diagnose(file.lines, block)) {
        found.push(diagnostic);
      }
      if (!reading || !outline.addItems(reading.items)) {
        outline.addText(block);
      }
    }
  }
  const { chapters, diagnostics } = outline.finish();
  const inOrder = [...found, ...diagnostics].sort((a, b) => a.line - b.line || a.column - b.column);
  return { chapters, diagnostics: inOrder, definitions: file.definitions };
}

/** A chapter's or a section's heading. Underlined and deeper headings are text like any other. */
function headingOf(file: SplitFile, block: Block): { level: number; title: string } | undefined {
  const [open, inline] = block.tokens;
  const level = open?.markup.length ?? 0;
  if (block.type !== "heading_open" || !open?.markup.startsWith("#") || level > 3) {
    return undefined;
  }
  return { level, title: plainText(file, inline?.content ?? "") };
}

/** What in a block of text its author hardly meant. */
function diagnose(lines: string[], block: Block): Diagnostic[] {
  if (block.type === "heading_open" && /^[-=]/.test(block.tokens[0]?.markup ?? "")) {
    const message =
      "This line makes a heading of the text above it, but one that starts no section: " +
      "write # or ### before a heading, and an empty line before a rule.";
    return [{ severity: "warning", message, ...placeOfLine(lines, block.end - 1) }];
  }
  const closing = missingEnd(lines.slice(block.start, block.end), block);
  if (closing) {
    const message = `This is never closed, so all the rest of the file belongs to it: close it with ${closing}.`;
    return [{ severity: "error", message, ...placeOfLine(lines, block.start) }];
  }
  return [];
}

/** What would close a block that runs on to the end of the file because nothing does. */
function missingEnd(lines: string[], { type, tokens: [token] }: Block): string | undefined {
  const markup = token?.markup ?? "";
  if (type === "fence") {
    const last = lines.slice(1).at(-1)?.trim() ?? "";
    return last.startsWith(markup) && last === markup.charAt(0).repeat(last.length) ? undefined : markup;
  }
  const text = lines.join("\n");
  if (type === "math_block") {
    return text.split("$$").length > 2 ? undefined : "$$";
  }
  const [, opening = ""] = (type === "html_block" && /^\s*<(!--|script|pre|style|textarea)/i.exec(text)) || [];
  const closing = opening === "!--" ? "-->" : `</${opening.toLowerCase()}>`;
  return opening && !text.toLowerCase().includes(closing) ? closing : undefined;
}
