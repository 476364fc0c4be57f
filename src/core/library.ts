import type { Chapter, Level, Notes, Question } from "./question";
import { slug } from "./slug";

/** A notes file: where it is and what it says. */
export interface Source {
  /** What the learner calls it: "ML Interview Lab", or the file's name. */
  name: string;
  uri: string;
  /** False for what comes with the product. */
  isUsers: boolean;
  notes: Notes;
}

/** One source's answer to a question. */
export interface Answer {
  source: Source;
  /** Markdown; empty where it is yet to be written. */
  text: string;
  /** 1-based line of the question in the source. */
  line: number;
}

/** A question or part in its place, with the answers of every source that has it. */
export interface Entry extends Pick<Question, "id" | "number" | "title" | "level" | "text" | "hint"> {
  answers: Answer[];
  /** Ids of the demos that name it, or that an answer links to. */
  demos: string[];
  parts: Entry[];
  /** Number, question, hint and answers in lower case: what a filter's words are looked up in. */
  searchText: string;
  /** The question that this is a part of. */
  parent?: Entry;
  chapter: LibraryChapter;
  section: LibrarySection;
}

export interface LibrarySection {
  id: string;
  title: string;
  intro: string;
  entries: Entry[];
}

export interface LibraryChapter {
  /** Its title as a slug: stable, and the key by which a user's chapter joins a bundled one. Without a title, its file. */
  id: string;
  title: string;
  intro: string;
  sections: LibrarySection[];
}

/** All chapters of all sources, merged, with look-up by id. */
export interface Library {
  chapters: LibraryChapter[];
  /** Questions in reading order, each followed by its parts. */
  entries: Entry[];
  find(id: string): Entry | undefined;
}

/**
 * Merges notes files in their order: a chapter with the title of an earlier one joins it, a question with the id of
 * an earlier one adds an answer to it. Ids are unique within a library: where two chapters number a section alike, the
 * ids of the later one are led by its chapter's id.
 */
export function createLibrary(sources: Source[], demos: readonly { id: string; questions: string[] }[]): Library {
  const chapters = new Map<string, LibraryChapter>();
  const sections = new Map<string, LibrarySection>();
  /** The chapter that had a section of that id first. */
  const owners = new Map<string, LibraryChapter>();
  const byId = new Map<string, Entry>();

  for (const source of sources) {
    for (const chapter of source.notes.chapters) {
      joinChapter(source, chapter);
    }
  }

  function joinChapter(source: Source, chapter: Chapter): void {
    const title = chapter.title || source.name;
    // Files without a title are chapters of their own, even where they have one name.
    const id = chapter.title ? slug(title) || title : source.uri;
    const joined = chapters.get(id) ?? { id, title, intro: "", sections: [] };
    chapters.set(id, joined);
    joined.intro = append(joined.intro, chapter.intro);
    for (const section of chapter.sections) {
      const key = `${id}\n${section.id}`;
      const target = sections.get(key) ?? { id: section.id, title: section.title, intro: "", entries: [] };
      if (!sections.has(key)) {
        sections.set(key, target);
        joined.sections.push(target);
      }
      target.intro = append(target.intro, section.intro);
      const owner = owners.get(section.id) ?? joined;
      owners.set(section.id, owner);
      const prefix = owner === joined ? "" : `${id}/`;
      for (const question of section.questions) {
        const entry = joinQuestion(source, joined, target, question, prefix);
        for (const part of question.parts) {
          joinQuestion(source, joined, target, part, prefix, entry);
        }
      }
    }
  }

  function joinQuestion(
    source: Source,
    chapter: LibraryChapter,
    section: LibrarySection,
    question: Question,
    prefix: string,
    parent?: Entry,
  ): Entry {
    const { number, title, level, text, hint } = question;
    const id = prefix + question.id;
    const answer: Answer = { source, text: question.answer, line: question.line };
    const known = byId.get(id);
    if (known) {
      known.answers.push(answer);
      known.hint ||= hint;
      if (!known.level && level) {
        known.level = level;
      }
      return known;
    }
    const entry: Entry = {
      ...{ id, number, title, text, hint, chapter, section },
      ...(level && { level }),
      ...(parent && { parent }),
      answers: [answer],
      demos: [],
      parts: [],
      searchText: "",
    };
    byId.set(id, entry);
    (parent?.parts ?? section.entries).push(entry);
    return entry;
  }

  for (const { sections } of chapters.values()) {
    // Sections stand as in the files, unless all have numbers, and a later file adds one in between.
    if (sections.every(({ id }) => /^\d/.test(id))) {
      sections.sort((a, b) => naturally(a.id, b.id));
    }
    for (const { entries } of sections) {
      sortByNumber(entries, Number);
    }
  }
  for (const entry of byId.values()) {
    sortByNumber(entry.parts, readRoman);
    const answers = entry.answers.map(({ text }) => text).join("\n");
    const linked = new Set([...answers.matchAll(/\bdemo:([a-z0-9-]+)/g)].map((match) => match[1]));
    entry.demos = demos
      .filter(({ id, questions }) => questions.includes(entry.id) || linked.has(id))
      .map(({ id }) => id);
    entry.searchText = [entry.id, entry.text, entry.hint, answers].join("\n").toLowerCase();
  }
  const entries = [...chapters.values()].flatMap((chapter) =>
    chapter.sections.flatMap((section) => section.entries.flatMap((entry) => [entry, ...entry.parts])),
  );
  return { chapters: [...chapters.values()], entries, find: (id) => byId.get(id) };
}

/** Two sources' texts in one place, each once. */
const append = (text: string, more: string): string =>
  text.includes(more) ? text : [text, more].filter((part) => part).join("\n\n");

const naturally = new Intl.Collator("en", { numeric: true }).compare;

/** Stable: what has one number twice stays in its order. */
function sortByNumber(entries: Entry[], read: (number: string) => number): void {
  entries.sort((a, b) => read(a.number) - read(b.number));
}

function readRoman(numeral: string): number {
  const digits = [...numeral].map((letter) => ({ i: 1, v: 5, x: 10 })[letter] ?? 0);
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
}

/** True where a source asks the question and has not answered it; a question with parts is answered by them. */
export function isUnanswered(entry: Entry): boolean {
  return entry.parts.length > 0 ? entry.parts.some(isUnanswered) : entry.answers.some((answer) => answer.text === "");
}

/** Whether a learner can be asked it: there is an answer to compare with. A question with parts is asked by them. */
export const canBeAsked = ({ parts, answers }: Entry): boolean =>
  parts.length === 0 && answers.some(({ text }) => text !== "");

/** A section as it is called: one without a number has a slug for its id, which says nothing that its title does not. */
export const nameSection = ({ id, title }: Pick<LibrarySection, "id" | "title">): string =>
  /^\d/.test(id) ? `${id} ${title}` : title;

/** What the tree can be narrowed to. All conditions that are given must hold; `levels` holds any of them. */
export interface Filter {
  /** Words that must all occur in the question, its hint or an answer. */
  text: string;
  levels: Level[];
  withDemo: boolean;
  unanswered: boolean;
}

export const noFilter: Filter = { text: "", levels: [], withDemo: false, unanswered: false };

export const isFiltering = (filter: Filter): boolean =>
  filter.text.trim() !== "" || filter.levels.length > 0 || filter.withDemo || filter.unanswered;

/** Whether a question, or a part of it, passes. */
export function passes(entry: Entry, filter: Filter): boolean {
  return passesItself(entry, filter) || entry.parts.some((part) => passes(part, filter));
}

function passesItself(entry: Entry, filter: Filter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/);
  return (
    words.every((word) => entry.searchText.includes(word)) &&
    (filter.levels.length === 0 || (entry.level !== undefined && filter.levels.includes(entry.level))) &&
    (!filter.withDemo || entry.demos.length > 0) &&
    (!filter.unanswered || (entry.parts.length === 0 && isUnanswered(entry)))
  );
}
