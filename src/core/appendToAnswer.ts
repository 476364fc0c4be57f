import { parseNotes } from "./parseNotes";
import type { Notes, Question } from "./question";

/** Lines to put into a file: before its line `line`, 0-based, which may be the one after its last. */
export interface Insertion {
  line: number;
  text: string;
}

const heading = /^ {0,3}#{1,3}(\s|$)/;
const rule = /^ {0,3}([-*_])( *\1){2,} *$/;

/**
 * How Markdown is added to the end of a question's answer in a notes file. Undefined where the question is not there, or
 * where the addition itself would end the answer.
 */
export function appendToAnswer(text: string, id: string, addition: string): Insertion | undefined {
  const lines = text.split(/\r\n?|\n/);
  const all = listQuestions(parseNotes(text));
  // A library leads ids with the chapter's where two chapters number alike.
  const question = all.find((one) => one.id === id) ?? all.find((one) => id.endsWith(`/${one.id}`));
  if (!question) {
    return undefined;
  }
  const next = Math.min(lines.length + 1, ...all.map((one) => one.line).filter((other) => other > question.line));
  // It ends at the next question, or at a heading before it: whichever it is, there the parser has to find the addition.
  const ends = lines.flatMap((content, at) =>
    at >= question.line && at < next - 1 && heading.test(content) ? [at] : [],
  );
  for (const end of [next - 1, ...ends.reverse()]) {
    const at = withoutRules(lines, end);
    const before = lines[at - 1]?.trim() ? "\n" : "";
    const after = lines[at]?.trim() ? "\n\n" : "\n";
    const insertion = { line: at, text: `${before}${addition.trim()}${after}` };
    if (isInAnswer(lines, insertion, question, addition)) {
      return insertion;
    }
  }
  return undefined;
}

const listQuestions = ({ chapters }: Notes): Question[] =>
  chapters.flatMap(({ sections }) =>
    sections.flatMap(({ questions }) => questions.flatMap((question) => [question, ...question.parts])),
  );

/** The line after the last that says something before `end`: rules between answers stay where they are. */
function withoutRules(lines: readonly string[], end: number): number {
  let at = end;
  for (;;) {
    const last = lines[at - 1];
    if (last !== undefined && (last.trim() === "" || (rule.test(last) && !lines[at - 2]?.trim()))) {
      at--;
    } else {
      return at;
    }
  }
}

function isInAnswer(
  lines: readonly string[],
  { line, text }: Insertion,
  question: Question,
  addition: string,
): boolean {
  const after = [...lines.slice(0, line), ...text.split("\n"), ...lines.slice(line)].join("\n");
  const found = listQuestions(parseNotes(after)).find((one) => one.line === question.line && one.id === question.id);
  return found?.answer.endsWith(addition.trim()) ?? false;
}
