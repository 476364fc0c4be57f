import { type Code, lineAt } from "./code";

/** Arguments and lines beyond these are not read. */
const mostCharacters = 4000;
const mostLines = 200;

/** The arguments of a call, from its opening bracket; brackets within them are left empty. */
export function readArguments(text: string, open: number): string {
  const within = text.slice(open, open + mostCharacters);
  let depth = 0;
  let given = "";
  let from = 0;
  for (const { 0: bracket, index } of within.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(bracket)) {
      given += depth === 1 ? within.slice(from, index + 1) : "";
      depth++;
      from = depth === 1 ? index + 1 : from;
    } else {
      depth--;
      given += depth === 0 ? within.slice(from, index) : "";
      from = depth === 1 ? index : from;
      if (depth <= 0) {
        return given;
      }
    }
  }
  return given;
}

/** The name of what made the object whose method is called at an offset: directly, or where its variable was set last. */
export function readMaker(text: string, method: number): string {
  const before = text.slice(Math.max(0, method - mostCharacters), method).replace(/\s*\.\s*$/, "");
  if (before.endsWith(")")) {
    return /(\w+)\s*$/.exec(before.slice(Math.max(0, findOpening(before) - 100), findOpening(before)))?.[1] ?? "";
  }
  const variable = /(?:\w+\.)*\w+$/.exec(before.slice(-100))?.[0];
  if (!variable) {
    return "";
  }
  // From the last one back: most code that sets it is near.
  for (let at = before.lastIndexOf(variable, before.length - variable.length - 1); at >= 0; ) {
    const [, maker] =
      /^\s*=\s*(?:\w+\.)*(\w+)/.exec(before.slice(at + variable.length, at + variable.length + 200)) ?? [];
    if (maker && !/[\w.]/.test(before[at - 1] ?? "")) {
      return maker;
    }
    at = at === 0 ? -1 : before.lastIndexOf(variable, at - 1);
  }
  return "";
}

/** Where the bracket opens that closes at the end of the text. */
function findOpening(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const character = text[i] ?? "";
    depth += ")]}".includes(character) ? 1 : "([{".includes(character) ? -1 : 0;
    if (depth === 0) {
      return i;
    }
  }
  return 0;
}

/** What stands before and after a place, not far from it, and in Python in the same function. */
export function readBlock(
  { text, lines, owners }: Code,
  start: number,
  end: number,
): { before: string; after: string } {
  const [first, last] = [lineAt(lines, start), lineAt(lines, end)];
  const all = owners();
  const read = (from: number, to: number) => {
    let own = "";
    for (let line = Math.max(0, from); line < Math.min(lines.length, to); line++) {
      own += all[line] === all[first] ? text.slice(lines[line], lines[line + 1] ?? text.length) : "";
    }
    return own;
  };
  return {
    before: read(first - mostLines, first) + text.slice(lines[first], start),
    after: text.slice(end, lines[last + 1] ?? text.length) + read(last + 1, last + 1 + mostLines),
  };
}
