import type { Chapter, Diagnostic, Question, Section } from "./question";
import type { Asked, Item, Place } from "./readQuestions";
import { slug } from "./slug";
import type { Block } from "./splitBlocks";

/** Chapters, sections and questions as they come, each keeping the text that follows it. */
export interface Outline {
  startChapter(title: string): void;
  startSection(heading: string, place: Place): void;
  /** False where the items cannot be placed: then their block is text. */
  addItems(items: Item[]): boolean;
  addText(block: Block): void;
  finish(): { chapters: Chapter[]; diagnostics: Diagnostic[] };
}

export function createOutline(lines: string[]): Outline {
  const chapters: Chapter[] = [];
  const diagnostics: Diagnostic[] = [];
  const uses = new Map<string, number>();
  const questions = new Map<string, Question>();
  let preface = "";
  let section: Section | undefined;
  let question: Question | undefined;
  let pending: Block[] = [];
  let keep = (text: string): void => {
    preface = joinTexts(preface, text);
  };

  const report = (severity: Diagnostic["severity"], message: string, place: Place): void => {
    diagnostics.push({ severity, message, ...place });
  };

  /** Hands the text so far to what it belongs to; the text that follows belongs to something else. */
  function turnTo(next: (text: string) => void): void {
    keep(textOf(lines, pending));
    pending = [];
    keep = next;
  }

  /** An id of its own: the second `7.1/5` is `7.1/5~2`. */
  function claim(id: string): string {
    const count = (uses.get(id) ?? 0) + 1;
    uses.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  }

  function startChapter(title: string): Chapter {
    const chapter: Chapter = { title, intro: "", sections: [] };
    turnTo((text) => {
      chapter.intro = joinTexts(chapter.intro, text);
    });
    // What stands before the first chapter opens it.
    chapter.intro = preface;
    preface = "";
    chapters.push(chapter);
    section = undefined;
    question = undefined;
    return chapter;
  }

  function startSection(heading: string, place?: Place): Section {
    const chapter = chapters.at(-1) ?? startChapter("");
    const { number, title } = splitHeading(heading);
    const id = claim(number || slug(title) || "notes");
    if (place && number && id !== number) {
      const isAmongItsOwn = chapter.sections.some((other) => other.id === number);
      const message = `There is a section ${number} already, so links to its questions lead there: give this one a number of its own.`;
      report(isAmongItsOwn ? "error" : "warning", message, place);
    }
    const started: Section = { id, title, intro: "", questions: [] };
    turnTo((text) => {
      started.intro = joinTexts(started.intro, text);
    });
    chapter.sections.push(started);
    section = started;
    question = undefined;
    return started;
  }

  /** The section that questions go to; in a chapter without sections, one that is the chapter itself. */
  const currentSection = (): Section => section ?? startSection(chapters.at(-1)?.title ?? "");

  function addItems(items: Item[]): boolean {
    const [first] = items;
    if (first && !first.number && !question) {
      const message = `Part ${first.part} has no question before it in this section: begin the block with the question's number, as in [3${first.part}].`;
      report("error", message, first.place);
      return false;
    }
    items.forEach(addItem);
    return items.length > 0;
  }

  function addItem(item: Item): void {
    const target = item.part ? addPart(item, item.part) : addQuestion(item, item.number ?? "");
    turnTo((text) => {
      target.answer = joinTexts(target.answer, text);
    });
    if (item.text === "") {
      report("warning", `${nameOf(item)} has no text: write it after the number.`, item.place);
    }
  }

  function addQuestion(item: Item, number: string): Question {
    const { id: sectionId } = currentSection();
    const known = questions.get(`${sectionId}/${number}`);
    if (known && isOnlyNamed(known)) {
      question = Object.assign(known, askedOf(item));
      return question;
    }
    return startQuestion(item, number, item.place);
  }

  function startQuestion(asked: Asked, number: string, place: Place): Question {
    const { id: sectionId, questions: siblings } = currentSection();
    const key = `${sectionId}/${number}`;
    const started = createQuestion(claim(key), number, asked, place);
    if (started.id === key) {
      questions.set(key, started);
    } else {
      report("error", `Question ${number} is in this section already: give one of the two another number.`, place);
    }
    siblings.push(started);
    question = started;
    return started;
  }

  function addPart(item: Item, number: string): Question {
    let asked: Asked = item;
    if (item.number) {
      const { id: sectionId } = currentSection();
      const known = questions.get(`${sectionId}/${item.number}`);
      question =
        known ?? startQuestion(item.stem ?? { title: item.title, text: "", hint: "" }, item.number, item.place);
      if (known && item.stem) {
        asked = joinStem(known, item.stem, item);
      }
    }
    // `addItems` sees to it that a part without a number has a question before it.
    const parent = question as Question;
    const id = `${parent.id}.${number}`;
    const part = createQuestion(claim(id), number, asked, item.place);
    if (part.id !== id) {
      const message = `Question ${parent.number} has a part ${number} already: give one of the two another number.`;
      report("error", message, item.place);
    }
    parent.parts.push(part);
    return part;
  }

  function finish(): { chapters: Chapter[]; diagnostics: Diagnostic[] } {
    turnTo(() => {});
    if (preface) {
      startChapter("");
    }
    return { chapters, diagnostics };
  }

  return {
    startChapter,
    startSection,
    addItems,
    addText: (block) => pending.push(block),
    finish,
  };
}

function createQuestion(id: string, number: string, asked: Asked, place: Place): Question {
  return { id, number, ...askedOf(asked), answer: "", line: place.line, parts: [] };
}

const askedOf = ({ title, level, text, hint }: Asked): Asked => ({ title, ...(level && { level }), text, hint });

/** A question of which so far only parts were found, as of `[2ii]`. */
const isOnlyNamed = (question: Question): boolean =>
  question.text === "" && question.answer === "" && question.parts.length > 0;

/**
 * A stem written above each part is one and the same: the question has it already. A different one stays with its part.
 */
function joinStem(question: Question, stem: Asked, part: Asked): Asked {
  if (isOnlyNamed(question)) {
    Object.assign(question, askedOf(stem));
    return part;
  }
  const isKnown = (text: string, known: string) => text.replace(/\s+/g, " ") === known.replace(/\s+/g, " ");
  return {
    ...part,
    text: isKnown(stem.text, question.text) ? part.text : joinTexts(stem.text, part.text),
    hint: isKnown(stem.hint, question.hint) ? part.hint : joinTexts(stem.hint, part.hint),
  };
}

const nameOf = ({ number, part }: Item): string =>
  [number && `question ${number}`, part && `part ${part}`]
    .filter(Boolean)
    .join(", ")
    .replace(/^./, (letter) => letter.toUpperCase());

const numbered = /^(?:(?:chapter|section|§)\s*)?(\d+(?:\.\d+)*)(?:[.:)](?=\s|$)|(?=\s|$))\s*(?:[-–—]\s+)?(.*)$/i;

/** "7.1 Basics" and "Chapter 7: Workflows" have a number, "3D vision" has none. */
function splitHeading(heading: string): { number: string; title: string } {
  const [, number = "", title = heading] = numbered.exec(heading) ?? [];
  return { number, title };
}

const joinTexts = (...texts: string[]): string => texts.filter((text) => text !== "").join("\n\n");

const definitions = ["reference_definition", "footnote_reference_open"];

/** The source of blocks, without definitions, which are kept apart, and without the rules round it. */
function textOf(lines: string[], blocks: Block[]): string {
  const runs: { start: number; end: number }[] = [];
  let run: { start: number; end: number } | undefined;
  for (const { type, start, end } of fromContent(fromContent(blocks).reverse()).reverse()) {
    if (definitions.includes(type)) {
      run = undefined;
    } else if (run) {
      run.end = end;
    } else {
      run = { start, end };
      runs.push(run);
    }
  }
  return joinTexts(...runs.map(({ start, end }) => lines.slice(start, end).join("\n").trimEnd()));
}

function fromContent(blocks: Block[]): Block[] {
  const first = blocks.findIndex(({ type }) => type !== "hr" && !definitions.includes(type));
  return first < 0 ? [] : blocks.slice(first);
}
