/** How hard a question is: the letter E, M or H of the notes. */
export type Level = "easy" | "medium" | "hard";

/** A question of the notes, or one part of one. All texts are Markdown slices of the file unless said otherwise. */
export interface Question {
  /** `7.1/12`, or `7.1/15.ii` for a part. Stays when the wording changes. */
  id: string;
  /** What the notes call it within its section (`12`) or within its question (`ii`). */
  number: string;
  /** The first line of `text` as plain text: the label of lists and tabs. */
  title: string;
  /** Absent where the notes give none. With several in one block, the hardest. */
  level?: Level;
  text: string;
  /** Empty where there is none. */
  hint: string;
  /** Everything up to the next question, part or heading, without rules round it. Empty: yet to be answered. */
  answer: string;
  /** 1-based line of the quoted block in its file. */
  line: number;
  parts: Question[];
}

/** A `##` or `###` heading with questions. */
export interface Section {
  /** Its number (`7.1`), else a slug of its title. */
  id: string;
  /** Without the number. */
  title: string;
  /** Text before the first question. */
  intro: string;
  questions: Question[];
}

export interface Chapter {
  title: string;
  /** Text before the first section. */
  intro: string;
  sections: Section[];
}

/** Something in a notes file that its author should know. Lines and columns are 1-based, ends exclusive. */
export interface Diagnostic {
  severity: "error" | "warning";
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** What one notes file says. */
export interface Notes {
  chapters: Chapter[];
  diagnostics: Diagnostic[];
  /** Link reference definitions and footnotes of the file: put before a slice that is rendered, they make its links work (after it, an open code fence would show them). */
  definitions: string;
}
