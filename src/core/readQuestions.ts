import { titleOf } from "./plainText";
import type { Diagnostic, Level } from "./question";
import { type Block, type SplitFile, withoutEmptyEnd } from "./splitBlocks";

/** What a question says, as far as its quoted block tells. */
export interface Asked {
  title: string;
  level?: Level;
  text: string;
  hint: string;
}

/** One item of a quoted block: a question (`number`), a part of one (both), or a part of the question before (`part`). */
export interface Item extends Asked {
  number?: string;
  part?: string;
  /** What stands under the question's own number, where the block is its one part. */
  stem?: Asked;
  /** Where its number stands. */
  place: Place;
}

/** Where something stands in the file: 1-based, end exclusive. */
export type Place = Omit<Diagnostic, "severity" | "message">;

/** What a quoted block asks. No items: it only looks like a question. */
export interface Reading {
  items: Item[];
  diagnostics: Diagnostic[];
}

/** Reads a quoted block; undefined where it is no question, but a quotation. */
export function readQuestions(file: SplitFile, block: Block): Reading | undefined {
  const lines = file.lines.slice(block.start, block.end).map(unquote);
  const firstLine = lines.findIndex((line) => line.trim() !== "");
  const first = lines[firstLine] ?? "";
  const kind = block.tokens[1]?.type ?? "";
  if (kind === "paragraph_open" && readMarker(file, first)) {
    return readItems(file, block, lines);
  }
  const isAmbiguous = ["paragraph_open", "heading_open", "table_open"].includes(kind);
  if (!isAmbiguous || !looksLikeQuestion.test(first)) {
    return undefined;
  }
  const message =
    "This quoted block looks like a question, but its number cannot be read: begin it with [5], [5ii] or [ii], " +
    "or write \\[ if it is not a question.";
  return {
    items: [],
    diagnostics: [{ severity: "error", message, ...placeOfLine(file.lines, block.start + firstLine) }],
  };
}

/** The place of a whole line, without its indentation. */
export function placeOfLine(lines: string[], line: number): Place {
  const text = lines[line] ?? "";
  return {
    line: line + 1,
    column: text.length - text.trimStart().length + 1,
    endLine: line + 1,
    endColumn: text.trimEnd().length + 1,
  };
}

/** `[2a]`, `[5-7]`, `[5` left open, or a level without a number: nobody begins a plain quotation like that. */
const looksLikeQuestion = /^ {0,3}\[ ?(\d[\w.–-]* ?(\](?!\()|$|[ )}][^\]]*$)|[EMH]\](?!\())/;

const quoted = /^( {0,3})>( |\t)?/;

/** A quoted line without its `>`. A line that Markdown took in without one keeps on continuing the line before. */
function unquote(line: string): string {
  const match = quoted.exec(line);
  if (!match) {
    return `    ${line}`;
  }
  // A tab is as wide as it takes to the next fourth column, and one column of it belongs to the `>`.
  const [marker, indent = "", space] = match;
  const rest = space === "\t" ? " ".repeat(3 - ((indent.length + 1) % 4)) : "";
  return rest + line.slice(marker.length);
}

interface Marker {
  number?: string;
  part?: string;
  level?: Level;
  /** A letter in brackets that is no level: where it is in the marker. */
  unknown?: { letter: string; at: number };
  /** The brackets as they are written, and what follows them. */
  brackets: string;
  rest: string;
}

const roman = "(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})";
const numberBracket = new RegExp(`^\\[ ?(\\d*)[ .]?(${roman})? ?\\](?!\\(|\\[\\])[:.]?`, "i");
const nextBracket = /^\s*\[([A-Za-z]+)\](?!\()/;
const isRoman = new RegExp(`^${roman}$`, "i");
const levels: Record<string, Level> = { E: "easy", M: "medium", H: "hard" };
const byHardness: Level[] = ["hard", "medium", "easy"];

/** The brackets that a line begins with: number, part and level. A lone `[x]` is a box ticked, not the tenth part. */
function readMarker(file: SplitFile, line: string): Marker | undefined {
  const text = line.trimStart();
  const [first, number, part] = numberBracket.exec(text) ?? [];
  if (first === undefined || (!number && (!part || /^x$/i.test(part))) || isLink(file, text)) {
    return undefined;
  }
  const marker: Marker = { brackets: first, rest: "" };
  if (number) {
    marker.number = number.replace(/^0+(?=\d)/, "");
  }
  if (part) {
    marker.part = part.toLowerCase();
  }
  for (;;) {
    const [bracket, word = ""] = nextBracket.exec(text.slice(marker.brackets.length)) ?? [];
    if (bracket === undefined) {
      break;
    }
    const level = levels[word.toUpperCase()];
    if (level) {
      marker.level = hardest([marker.level, level]) ?? level;
    } else if (!marker.part && isRoman.test(word)) {
      marker.part = word.toLowerCase();
    } else {
      if (word.length === 1) {
        marker.unknown = { letter: word, at: marker.brackets.length + bracket.indexOf("[") };
      }
      break;
    }
    marker.brackets += bracket;
  }
  marker.rest = stayText(text.slice(marker.brackets.length).trimStart());
  return marker;
}

/** `[5][smith]` is a link where the file defines `smith`. */
function isLink({ markdown, env }: SplitFile, text: string): boolean {
  const label = /^\[[^\]]*\]\[([^\]]+)\]/.exec(text)?.[1];
  return label !== undefined && markdown.utils.normalizeReference(label) in (env.references ?? {});
}

/** What stood after a marker was no list, heading or quotation, and does not become one for standing first. */
const stayText = (text: string): string =>
  text.replace(/^(?:(?=#{1,6}\s|[-+*]\s|>)|(\d{1,9})(?=[.)]\s))/, (_, digits = "") => `${digits}\\`);

const hardest = (all: (Level | undefined)[]): Level | undefined => byHardness.find((level) => all.includes(level));

/** A marker and the lines it heads. */
interface Segment {
  marker: Marker;
  /** 0-based line in the block. */
  line: number;
  text: string[];
  hints: string[][];
}

function readItems(file: SplitFile, block: Block, lines: string[]): Reading {
  const segments = readSegments(file, block, lines);
  const place = (segment: Segment, at: number, length: number): Place => {
    const line = block.start + segment.line;
    const column = (file.lines[line] ?? "").indexOf("[") + at + 1;
    return { line: line + 1, column, endLine: line + 1, endColumn: column + length };
  };
  const diagnostics = readWarnings(file, block, segments, place);

  const items = groupByNumber(segments).map((group): Item => {
    const [head, ...others] = group as [Segment, ...Segment[]];
    const { number, part } = head.marker;
    const start = { place: place(head, 0, head.marker.brackets.length), ...(number && { number }) };
    const parts = group.filter((segment) => segment.marker.part);
    const [only] = parts;
    if (number && only && parts.length === 1) {
      const stem = only === head ? undefined : ask(file, [head]);
      const asked = ask(file, [only]);
      const level = asked.level ?? stem?.level;
      return { ...start, part: only.marker.part ?? "", ...asked, ...(level && { level }), ...(stem && { stem }) };
    }
    // Several parts share one answer: they stay one item, and all but the number stays in its text.
    const asked = ask(file, group);
    if (number && part && others.length > 0) {
      asked.text = `[${part}] ${asked.text}`;
    }
    return { ...start, ...(part && !number && { part }), ...asked };
  });
  return { items, diagnostics };
}

function readSegments(file: SplitFile, block: Block, lines: string[]): Segment[] {
  // Only a line of plain text can hold a marker or a hint; and a blank line inside a list or code ends no hint.
  const isPlain: boolean[] = [];
  const isInside: boolean[] = [];
  for (const token of block.tokens) {
    if (token.level === 1 && token.map) {
      const start = token.map[0] - block.start;
      const end = withoutEmptyEnd(lines, start, token.map[1] - block.start);
      for (let line = start; line < end; line++) {
        isPlain[line] = token.type === "paragraph_open";
        isInside[line] = true;
      }
    }
  }

  const segments: Segment[] = [];
  let segment: Segment | undefined;
  let hint: string[] | undefined;
  lines.forEach((text, line) => {
    const marker = isPlain[line] ? readMarker(file, text) : undefined;
    const [opening] = (isPlain[line] && openingOfHint.exec(text)) || [];
    if (marker) {
      segment = { marker, line, text: [marker.rest], hints: [] };
      segments.push(segment);
      hint = undefined;
    } else if (opening !== undefined) {
      hint = [stayText(text.slice(opening.length))];
      segment?.hints.push(hint);
    } else if (hint && isInside[line]) {
      hint.push(text);
    } else {
      hint = undefined;
      segment?.text.push(text);
    }
  });
  return segments;
}

const openingOfHint = /^\s*(?:(\*\*?|__?)hint(?::\1|\1:)|hint:)\s*/i;

/** A number starts a new item, unless it only names the number above again beside another part of it. */
function groupByNumber(segments: Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    const { number, part } = segment.marker;
    const group = groups.at(-1);
    if (group && (!number || (part && number === group[0]?.marker.number))) {
      group.push(segment);
    } else {
      groups.push([segment]);
    }
  }
  return groups;
}

/** Text, hint and level of segments taken as one; the markers of all but the first stay in the text. */
function ask(file: SplitFile, segments: Segment[]): Asked {
  const level = hardest(segments.map(({ marker }) => marker.level));
  const texts = segments.map(({ text }) => trimLines(text));
  const hints = segments.flatMap((segment) => segment.hints.map(trimLines));
  const lines = segments.flatMap(({ marker, text: [first = "", ...more] }, index) => [
    index > 0 ? `${marker.brackets} ${first}` : first,
    ...more,
  ]);
  return {
    title: titleOf(file, texts.find((text) => text !== "") ?? ""),
    ...(level && { level }),
    text: trimLines(lines),
    hint: hints.filter((hint) => hint !== "").join("\n\n"),
  };
}

/** Joins lines without the empty ones at both ends. */
function trimLines(lines: string[]): string {
  const start = lines.findIndex((line) => line.trim() !== "");
  return start < 0 ? "" : lines.slice(start).join("\n").trimEnd();
}

function readWarnings(
  file: SplitFile,
  block: Block,
  segments: Segment[],
  place: (segment: Segment, at: number, length: number) => Place,
): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  const warn = (message: string, at: Place) => warnings.push({ severity: "warning", message, ...at });
  for (const segment of segments) {
    const { number, brackets, unknown } = segment.marker;
    if (unknown) {
      const known = "write [E], [M] or [H] for easy, medium or hard.";
      warn(`[${unknown.letter}] is not a level: ${known}`, place(segment, unknown.at, 3));
    }
    if (number && segment !== segments[0] && !segment.marker.part) {
      const message = `Question ${number} begins inside a quoted block: put an empty line before it, or write \\[ if it is not a question.`;
      warn(message, place(segment, 0, brackets.length));
    }
  }
  const lazy = file.lines.slice(block.start, block.end).findIndex((line) => !quoted.test(line));
  if (lazy >= 0) {
    const message =
      "Markdown takes this line into the question above: put an empty line before it, or > in front of it.";
    warn(message, placeOfLine(file.lines, block.start + lazy));
  }
  return warnings;
}
