import type { CodeLanguage } from "./blankCode";
import type { Code } from "./code";
import { readArguments, readBlock, readMaker } from "./codeAround";
import type { HintRow } from "./hintRow";
import { hintTable } from "./hintTable";

/** A place in code, and the row that it is about. */
export interface CodeHint {
  row: HintRow;
  start: number;
  end: number;
}

/** The hints between two offsets; what is around is read where a row asks for it. */
export function findHints(code: Code, from = 0, to = code.text.length): CodeHint[] {
  const names = namesOf(code.language);
  const hints: CodeHint[] = [];
  const words = code.language === "r" ? /[A-Za-z.][\w.]*/g : /[A-Za-z_$][\w$]*/g;
  words.lastIndex = from;
  for (let match = words.exec(code.text); match && match.index < to; match = words.exec(code.text)) {
    const meant = names.get(match[0]);
    if (meant) {
      const [start, end] = [match.index, match.index + match[0].length];
      const row = meant.find((name) => isMeant(name, code, start, end))?.row;
      if (row) {
        hints.push({ row, start, end });
      }
    }
  }
  return hints;
}

/** How a name must be written to be meant. */
interface Name {
  row: HintRow;
  form: "call" | "attribute" | "argument";
  /** What must stand before the name: a path with its last dot. */
  path: string;
  value?: string;
}

const namesByLanguage = new Map<CodeLanguage, Map<string, Name[]>>();

/** The names of a language by their last part, those of the first rows first. */
function namesOf(language: CodeLanguage): Map<string, Name[]> {
  const names = namesByLanguage.get(language) ?? new Map<string, Name[]>();
  if (!namesByLanguage.has(language)) {
    namesByLanguage.set(language, names);
    for (const row of hintTable) {
      for (const written of row.names[language]?.split(" ") ?? []) {
        const { last, ...name } = readName(written, row, language);
        names.set(last, [...(names.get(last) ?? []), name]);
      }
    }
  }
  return names;
}

function readName(written: string, row: HintRow, language: CodeLanguage): Name & { last: string } {
  const argument = /^([\w.]+)=(.*)$/.exec(written);
  if (argument?.[1]) {
    return { row, form: "argument", path: "", last: argument[1], ...(argument[2] && { value: argument[2] }) };
  }
  if (written.startsWith(".")) {
    return { row, form: "attribute", path: "", last: written.slice(1) };
  }
  // In R a dot is part of a name.
  const dot = language === "r" ? -1 : written.lastIndexOf(".");
  return { row, form: "call", path: written.slice(0, dot + 1), last: written.slice(dot + 1) };
}

/** Part of a longer name, in whatever script; a word in a string; a column of a table in R. */
const isJoined = (character = "") => /[\w$@"]/.test(character) || character > "\x7f";

function isMeant({ row, form, path, value }: Name, code: Code, start: number, end: number): boolean {
  const { text, language } = code;
  if (isJoined(text[start - 1]) || isJoined(text[end]?.replace("@", ""))) {
    return false;
  }
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(end, end + 80);
  if (form === "attribute") {
    return /\.\s*$/.test(before) && !/^\s*[(=](?!=)/.test(after) && surroundingsHold(row, code, start, end);
  }
  if (form === "argument") {
    const given = (language === "javascript" ? /^\s*:\s*(.*)/ : /^\s*=(?!=)\s*(.*)/).exec(after)?.[1];
    const isValue = given !== undefined && (!value || given.startsWith(value)) && (row.value?.test(given) ?? true);
    return (
      isValue &&
      /[(,{]\s*$/.test(text.slice(Math.max(0, start - 500), start)) &&
      surroundingsHold(row, code, start, end)
    );
  }
  const isCalled = /^[ \t]*\(/.test(after) && !/\b(def|class|function)\s+$/.test(before);
  const hasPath = path === "" || (before.endsWith(path) && !isJoined(before.at(-path.length - 1)));
  return isCalled && hasPath && callHolds(row, text, start, end) && surroundingsHold(row, code, start, end);
}

function callHolds(row: HintRow, text: string, start: number, end: number): boolean {
  if (row.with || row.without) {
    const given = readArguments(text, text.indexOf("(", end));
    if ((row.with && !row.with.test(given)) || row.without?.test(given)) {
      return false;
    }
  }
  return !row.of || row.of.split(" ").includes(readMaker(text, start));
}

function surroundingsHold(row: HintRow, code: Code, start: number, end: number): boolean {
  if (!row.before && !row.notBefore && !row.after) {
    return true;
  }
  const { before, after } = readBlock(code, start, end);
  return (
    (!row.before || row.before.test(before)) && !row.notBefore?.test(before) && (!row.after || row.after.test(after))
  );
}
