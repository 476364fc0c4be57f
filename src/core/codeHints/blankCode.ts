/** The families of languages that are read. */
export type CodeLanguage = "python" | "r" | "javascript";

/** A text on its way to what is left of it: what was read so far is in `parts`. */
interface Reading {
  text: string;
  at: number;
  parts: string[];
}

/**
 * The code with its comments and strings as spaces, so that every offset and every line stays. A string that is one short
 * word stays readable, in double quotes: it may be a setting, such as "l1". What is computed inside a string is code.
 */
export function blankCode(text: string, language: CodeLanguage): string {
  const reading: Reading = { text, at: 0, parts: [] };
  switch (language) {
    case "python":
      readPython(reading);
      break;
    case "r":
      readR(reading);
      break;
    case "javascript":
      readJavascript(reading, false);
      break;
    default:
      language satisfies never;
  }
  return reading.parts.join("");
}

/** Takes the text up to an offset over as it is. */
function keep(reading: Reading, to: number): void {
  reading.parts.push(reading.text.slice(reading.at, to));
  reading.at = to;
}

/** Puts spaces in the place of the text up to an offset; lines stay. */
function blank(reading: Reading, to: number): void {
  const part = reading.text.slice(reading.at, to);
  reading.parts.push(/[\r\n]/.test(part) ? part.replace(/[^\r\n]/g, " ") : " ".repeat(part.length));
  reading.at = to;
}

/** A string up to an offset, its quotes included: kept if it is a short word. */
function blankString(reading: Reading, to: number): void {
  const word = /^["'`](\w{1,40})["'`]$/.exec(reading.text.slice(reading.at, Math.min(to, reading.at + 50)))?.[1];
  if (word !== undefined && to - reading.at === word.length + 2) {
    reading.parts.push(`"${word}"`);
    reading.at = to;
  } else {
    blank(reading, to);
  }
}

/** Where a pattern is found next; the end of the text if it is not. The pattern is global. */
function findFrom(reading: Reading, pattern: RegExp, from: number): { start: number; end: number; found: string } {
  pattern.lastIndex = from;
  const match = pattern.exec(reading.text);
  const { length } = reading.text;
  return match
    ? { start: match.index, end: match.index + match[0].length, found: match[0] }
    : { start: length, end: length, found: "" };
}

const endOfLine = (reading: Reading, from: number): number => findFrom(reading, /[\r\n]|$/g, from).start;

/**
 * The offset after the closing quotes of a string whose contents begin at `from`. One that may not go on in the next line
 * and is not closed ends with its line: the lines below it are read as if it were.
 */
function findStringEnd(reading: Reading, from: number, close: string, isMultiline: boolean): number {
  for (let at = from; ; ) {
    const { start, end, found } = findFrom(reading, stops(close, isMultiline), at);
    if (found !== "\\") {
      return found === close ? end : start;
    }
    at = skipEscaped(reading.text, end);
  }
}

const stopsOf = new Map<string, RegExp>();

/** What can end a string, or stand before something that does not. */
function stops(close: string, isMultiline: boolean, more = ""): RegExp {
  const key = `${close}${isMultiline}${more}`;
  const known = stopsOf.get(key) ?? new RegExp(`\\\\|${close}${isMultiline ? "" : "|[\\r\\n]"}${more}`, "g");
  stopsOf.set(key, known);
  return known;
}

/** After a backslash: what it stands before does not count, and a line break may be two characters. */
const skipEscaped = (text: string, at: number): number => (text.startsWith("\r\n", at) ? at + 2 : at + 1);

function readPython(reading: Reading): void {
  while (reading.at < reading.text.length) {
    const { start, found } = findFrom(reading, /#|"""|'''|["']/g, reading.at);
    keep(reading, start);
    if (found === "#") {
      blank(reading, endOfLine(reading, start));
    } else if (found) {
      readPythonString(reading, found);
    }
  }
}

/** A string of Python whose opening quotes are here. */
function readPythonString(reading: Reading, quotes: string): void {
  const { text, at } = reading;
  const prefix = /(?:^|[^\w])([a-z]{1,2})$/i.exec(text.slice(Math.max(0, at - 3), at))?.[1] ?? "";
  const isMultiline = quotes.length === 3;
  if (/^(f|t|[ft]r|r[ft])$/i.test(prefix)) {
    readFormatted(reading, quotes);
    return;
  }
  const end = findStringEnd(reading, at + quotes.length, quotes, isMultiline);
  if (isMultiline || /b/i.test(prefix)) {
    blank(reading, end);
  } else {
    blankString(reading, end);
  }
}

/** A formatted string of Python: what stands in braces is code. */
function readFormatted(reading: Reading, quotes: string): void {
  const isMultiline = quotes.length === 3;
  for (let at = reading.at + quotes.length; ; ) {
    const { start, end, found } = findFrom(reading, stops(quotes, isMultiline, "|\\{\\{|\\{"), at);
    if (found === "\\") {
      const name = reading.text.startsWith("N{", end) ? reading.text.indexOf("}", end) : -1;
      // A brace is never escaped by a backslash.
      at = name > 0 ? name : reading.text[end] === "{" ? end : skipEscaped(reading.text, end);
    } else if (found === "{{") {
      at = end;
    } else if (found === "{") {
      blank(reading, end);
      readReplacement(reading, isMultiline);
      at = reading.at;
    } else {
      blank(reading, found === quotes ? end : start);
      return;
    }
  }
}

/** The code of a formatted string up to its closing brace. */
function readReplacement(reading: Reading, isMultiline: boolean): void {
  for (let depth = 0; ; ) {
    const { start, end, found } = findFrom(reading, /"""|'''|["'#:()[\]{}\r\n]/g, reading.at);
    if (found === "" || (/[\r\n]/.test(found) && !isMultiline)) {
      keep(reading, start);
      return;
    }
    if (found === "}" && depth === 0) {
      keep(reading, start);
      blank(reading, end);
      return;
    }
    if (found === ":" && depth === 0) {
      keep(reading, start);
      readFormat(reading, isMultiline);
      return;
    }
    if (/["']/.test(found)) {
      keep(reading, start);
      readPythonString(reading, found);
    } else if (found === "#") {
      keep(reading, start);
      blank(reading, endOfLine(reading, start));
    } else {
      depth += /[([{]/.test(found) ? 1 : /[)\]}]/.test(found) ? -1 : 0;
      keep(reading, end);
    }
  }
}

/** How a value is to be formatted, which may have code in braces again; up to and with the closing brace. */
function readFormat(reading: Reading, isMultiline: boolean): void {
  for (;;) {
    const { start, end, found } = findFrom(reading, /[{}\r\n]/g, reading.at);
    if (found === "}") {
      blank(reading, end);
      return;
    }
    if (found === "{") {
      blank(reading, end);
      readReplacement(reading, isMultiline);
    } else if (found === "" || !isMultiline) {
      blank(reading, start);
      return;
    } else {
      blank(reading, end);
    }
  }
}

function readR(reading: Reading): void {
  const { text } = reading;
  while (reading.at < text.length) {
    const { start, found } = findFrom(reading, /#|(?<![\w.])[rR]["']-*[([{]|["'`]/g, reading.at);
    keep(reading, start);
    if (found === "#") {
      blank(reading, endOfLine(reading, start));
    } else if (found.length > 1) {
      const [, quote = "", dashes = "", open = ""] = /^.(["'])(-*)(.)$/.exec(found) ?? [];
      const close = `${{ "(": ")", "[": "]", "{": "}" }[open]}${dashes}${quote}`;
      const end = text.indexOf(close, start + found.length);
      blank(reading, end < 0 ? text.length : end + close.length);
    } else if (found === "`") {
      blank(reading, findStringEnd(reading, start + 1, found, false));
    } else if (found) {
      blankString(reading, findStringEnd(reading, start + 1, found, true));
    }
  }
}

/** Up to the end, or, inside a template, up to the brace that closes what is computed there. */
function readJavascript(reading: Reading, isNested: boolean): void {
  for (let depth = 0; reading.at < reading.text.length; ) {
    const { start, end, found } = findFrom(reading, /\/\/|\/\*|["'`/{}]/g, reading.at);
    if (found === "}" && isNested && depth === 0) {
      keep(reading, start);
      blank(reading, end);
      return;
    }
    if (found === "{" || found === "}") {
      depth += found === "{" ? 1 : -1;
      keep(reading, end);
      continue;
    }
    keep(reading, start);
    if (found === "//") {
      blank(reading, endOfLine(reading, start));
    } else if (found === "/*") {
      blank(reading, findFrom(reading, /\*\//g, end).end);
    } else if (found === "`") {
      readTemplate(reading);
    } else if (found === "/") {
      readSlash(reading);
    } else if (found) {
      blankString(reading, findStringEnd(reading, end, found, false));
    }
  }
}

function readTemplate(reading: Reading): void {
  const begin = reading.at;
  for (let at = begin + 1; ; ) {
    const { start, end, found } = findFrom(reading, /\\|`|\$\{/g, at);
    if (found === "\\") {
      at = skipEscaped(reading.text, end);
    } else if (found === "${") {
      blank(reading, end);
      readJavascript(reading, true);
      at = reading.at;
    } else if (reading.at === begin) {
      blankString(reading, found ? end : start);
      return;
    } else {
      blank(reading, end);
      return;
    }
  }
}

/** A slash: a division, or a regular expression, which stands where an operand is due and ends on its line. */
function readSlash(reading: Reading): void {
  const { text, at } = reading;
  const before = /(\w*)\s*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? "";
  const word = before.trim();
  const last = text.slice(0, at).trimEnd().at(-1) ?? "";
  const isOperand = word
    ? !/^(return|typeof|case|in|of|delete|void|throw|new|do|else|instanceof|yield|await)$/.test(word)
    : /[\])"'`<]/.test(last) || /(\+\+|--)\s*$/.test(text.slice(Math.max(0, at - 10), at));
  const expression = /\/(?![*/>])(?:[^\\/[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+\/[a-z]*/y;
  expression.lastIndex = at;
  if (isOperand || !expression.test(text)) {
    keep(reading, at + 1);
  } else {
    blank(reading, expression.lastIndex);
  }
}
