import { type Entry, type Library, nameSection } from "./library";
import type { Level } from "./question";

/** Which questions are looked for. All that is given must hold. */
export interface Search {
  /** Words that must all occur. */
  words: string;
  /** A section's number or a part of its title, or a part of its chapter's. */
  section: string;
  level?: Level;
}

/** Says of a question that its answer and hint are not to be told now. */
export type IsHidden = (entry: Entry) => boolean;

/** The questions that are found. What is hidden is not searched either: that it is found would tell of it. */
export function searchQuestions({ entries }: Library, { words, section, level }: Search, isHidden: IsHidden): Entry[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word);
  const holds = (entry: Entry) => {
    const shown = `${entry.id}\n${entry.text}\n${nameSection(entry.section)}`.toLowerCase();
    const own = isHidden(entry) ? shown : `${shown}\n${entry.searchText}`;
    return wanted.every((word) => own.includes(word));
  };
  return entries.filter(
    (entry) => isIn(entry, section) && (level === undefined || entry.level === level) && holds(entry),
  );
}

/** Whether a question is in the section that words name; in any where they are none. */
export function isIn({ section, chapter }: Entry, words: string): boolean {
  const place = words.trim().toLowerCase();
  return (
    place === "" ||
    section.id.toLowerCase() === place ||
    nameSection(section).toLowerCase().includes(place) ||
    chapter.title.toLowerCase().includes(place)
  );
}

/** A question in one line of a list. */
export function tellInLine({ id, title, level, parts }: Entry, more: readonly string[] = []): string {
  const facts = [...(level ? [level] : []), ...(parts.length > 0 ? [`${parts.length} parts`] : []), ...more];
  return `- ${id}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}: ${title}`;
}

/**
 * A question with its hint, its answers and its demos, and its parts likewise, as Markdown. Of what is hidden the question
 * alone is told, and `why`.
 */
export function tellQuestion(entry: Entry, isHidden: IsHidden, why: string, nameDemo: (id: string) => string): string {
  const { parent, section, chapter } = entry;
  const tell = (one: Entry): string[] => {
    const open = !isHidden(one);
    const answers = one.answers.filter(({ text }) => text !== "");
    return [
      `## ${one.id}${one.level ? ` (${one.level})` : ""}`,
      one.text,
      ...(open && one.hint ? ["### Hint", one.hint] : []),
      ...(open ? answers.flatMap(({ source, text }) => [`### Answer by ${source.name}`, text]) : []),
      ...(open && one.demos.length > 0 ? [`Demos: ${one.demos.map(nameDemo).join("; ")}.`] : []),
      ...(!open ? [why] : answers.length === 0 && one.parts.length === 0 ? ["There is no answer yet."] : []),
    ];
  };
  return [
    `Section ${nameSection(section)} of ${chapter.title}.`,
    ...(parent ? [`A part of ${parent.id}:`, parent.text] : []),
    ...[entry, ...entry.parts].flatMap(tell),
  ].join("\n\n");
}
