import type { Chapter, Level, Notes, Question, Section } from "./question";
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
  /** Its title as a slug: stable, and the key by which a user's chapter joins a bundled one. */
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
 * an earlier one adds an answer to it. Ids are unique within a library: two chapters of different titles that number
 * their sections alike keep both, the later one's ids led by its chapter's slug.
 */
export function createLibrary(sources: Source[], demos: readonly { id: string; questions: string[] }[]): Library {
  const chapters = new Map<string, LibraryChapter>();
  const byId = new Map<string, Entry>();

  for (const source of sources) {
    for (const chapter of source.notes.chapters) {
      joinChapter(source, chapter);
    }
  }

  function joinChapter(source: Source, chapter: Chapter): void {
    const title = chapter.title || source.name;
    const id = slug(title);
    const joined = chapters.get(id) ?? { id, title, intro: chapter.intro, sections: [] };
    chapters.set(id, joined);
    for (const section of chapter.sections) {
      let target = joined.sections.find((other) => other.id === section.id);
      if (!target) {
        target = { id: section.id, title: section.title, intro: section.intro, entries: [] };
        insertInOrder(joined.sections, target);
      }
      joinSection(source, joined, target, section);
    }
  }

  function joinSection(source: Source, chapter: LibraryChapter, target: LibrarySection, section: Section): void {
    for (const question of section.questions) {
      const entry = joinQuestion(source, chapter, target, question, target.entries);
      for (const part of question.parts) {
        joinQuestion(source, chapter, target, part, entry.parts, entry);
      }
    }
  }

  function joinQuestion(
    source: Source,
    chapter: LibraryChapter,
    section: LibrarySection,
    question: Question,
    siblings: Entry[],
    parent?: Entry,
  ): Entry {
    const answer: Answer = { source, text: question.answer, line: question.line };
    const known = siblings.find((other) => other.number === question.number && other.id.endsWith(question.id));
    if (known) {
      known.answers.push(answer);
      return known;
    }
    const entry: Entry = {
      id: byId.has(question.id) ? `${chapter.id}/${question.id}` : question.id,
      number: question.number,
      title: question.title,
      ...(question.level && { level: question.level }),
      text: question.text,
      hint: question.hint,
      answers: [answer],
      demos: [],
      parts: [],
      ...(parent && { parent }),
      chapter,
      section,
    };
    byId.set(entry.id, entry);
    insertInOrder(siblings, entry);
    return entry;
  }

  const entries = [...chapters.values()].flatMap((chapter) =>
    chapter.sections.flatMap((section) => section.entries.flatMap((entry) => [entry, ...entry.parts])),
  );
  for (const entry of entries) {
    const texts = entry.answers.map((answer) => answer.text).join("\n");
    const linked = new Set([...texts.matchAll(/\bdemo:([a-z0-9-]+)/g)].map((match) => match[1]));
    entry.demos = demos
      .filter(({ id, questions }) => questions.includes(entry.id) || linked.has(id))
      .map(({ id }) => id);
  }
  return { chapters: [...chapters.values()], entries, find: (id) => byId.get(id) };
}

/** True where a source asks the question and has not answered it; a question with parts is answered by them. */
export function isUnanswered(entry: Entry): boolean {
  return entry.parts.length > 0 ? entry.parts.some(isUnanswered) : entry.answers.some((answer) => answer.text === "");
}

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
  const texts = [entry.id, entry.text, entry.hint, ...entry.answers.map((answer) => answer.text)];
  const searched = texts.join("\n").toLowerCase();
  const words = filter.text.toLowerCase().split(/\s+/);
  return (
    words.every((word) => searched.includes(word)) &&
    (filter.levels.length === 0 || (entry.level !== undefined && filter.levels.includes(entry.level))) &&
    (!filter.withDemo || entry.demos.length > 0) &&
    (!filter.unanswered || (entry.parts.length === 0 && isUnanswered(entry)))
  );
}

/** Inserts in natural order of the ids (7.1/2 before 7.1/10, part ix before x), and after all where it has no number. */
function insertInOrder<T extends { id: string }>(items: T[], item: T): void {
  const after = /\d/.test(item.id) ? items.findIndex((other) => compareIds(other.id, item.id) > 0) : -1;
  items.splice(after < 0 ? items.length : after, 0, item);
}

const compareIds = (a: string, b: string): number => naturally(withArabicPart(a), withArabicPart(b));
const naturally = new Intl.Collator("en", { numeric: true }).compare;
const romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"];
const withArabicPart = (id: string): string => id.replace(/[ivx]+$/, (roman) => String(romans.indexOf(roman) + 1));
