import { blankCode, type CodeLanguage } from "./blankCode";

/** Code that was read once, to be asked about its lines again and again. */
export interface Code {
  language: CodeLanguage;
  /** As `blankCode` leaves it. */
  text: string;
  /** The offset of each line. */
  lines: readonly number[];
  /** For each line of Python the line of the function that it is in; -1 at the top level, and in other languages. */
  owners(): readonly number[];
}

/** Reads pieces of code that follow one another, such as the cells of a notebook; between them is a line break. */
export function readCode(pieces: readonly string[], language: CodeLanguage): Code {
  // Each for itself: a string that is not closed in one cell does not go on in the next.
  const text = pieces.map((piece) => blankCode(piece, language)).join("\n");
  const lines = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lines.push(at + 1);
  }
  let owners: number[] | undefined;
  return {
    language,
    text,
    lines,
    owners: () => {
      owners ??= language === "python" ? findOwners(text, lines) : lines.map(() => -1);
      return owners;
    },
  };
}

/** The line that an offset is in. */
export function lineAt(lines: readonly number[], offset: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Functions are where `def` is, and end where the indent does; lines within brackets have the indent they like. */
function findOwners(text: string, lines: readonly number[]): number[] {
  const open: { line: number; indent: number }[] = [];
  let depth = 0;
  return lines.map((start, i) => {
    const line = text.slice(start, lines[i + 1] ?? text.length);
    const indent = line.search(/\S/);
    const [, word] = /^\s*(async|def|class|import|from)\b/.exec(line) ?? [];
    // A bracket that is still open there was forgotten.
    depth = word ? 0 : depth;
    if (indent >= 0 && depth === 0) {
      while (indent <= (open.at(-1)?.indent ?? -1)) {
        open.pop();
      }
    }
    const owner = open.at(-1)?.line ?? -1;
    if (word === "async" || word === "def") {
      open.push({ line: i, indent });
    }
    for (const [bracket] of line.matchAll(/[()[\]{}]/g)) {
      depth = Math.max(0, depth + ("([{".includes(bracket) ? 1 : -1));
    }
    return owner;
  });
}
