// What the product sees in a notes file, without VS Code: npm run notes -- outline FILE
import { readFileSync } from "node:fs";
import { parseNotes } from "../../src/core/parseNotes";
import type { Notes, Question } from "../../src/core/question";

const usage = `Usage: npm run notes -- VERB FILE

  outline FILE   print chapters, sections, questions and diagnostics as JSON

Exit code: 0 if all is well, 1 if the file has errors, 2 if it cannot be read.
`;

/** What can be asked about notes. Each prints its answer and says whether the notes are free of errors. */
const verbs = new Map([["outline", printOutline]]);

function printOutline({ chapters, diagnostics }: Notes): boolean {
  const outline = {
    chapters: chapters.map(({ title, sections }) => ({
      title,
      sections: sections.map(({ id, title, questions }) => ({ id, title, questions: questions.map(outlineQuestion) })),
    })),
    diagnostics,
  };
  process.stdout.write(`${JSON.stringify(outline, null, 2)}\n`);
  return diagnostics.every(({ severity }) => severity !== "error");
}

interface QuestionOutline {
  id: string;
  level: Question["level"];
  title: string;
  answered: boolean;
  parts: QuestionOutline[];
}

/** A question with parts is answered when all of them are. */
function outlineQuestion({ id, level, title, answer, parts: all }: Question): QuestionOutline {
  const parts = all.map(outlineQuestion);
  const answered = parts.length > 0 ? parts.every((part) => part.answered) : answer !== "";
  return { id, level, title, answered, parts };
}

function fail(message: string): never {
  process.stderr.write(message);
  process.exit(2);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(`Cannot read ${path}: ${error instanceof Error ? error.message : error}\n`);
  }
}

const [verb = "", path, ...others] = process.argv.slice(2);
const print = verbs.get(verb);
if (!print || !path || others.length > 0) {
  fail(usage);
}
process.exitCode = print(parseNotes(read(path))) ? 0 : 1;
