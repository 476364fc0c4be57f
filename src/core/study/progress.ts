import type { GradeEvent, StudyEvent } from "./event";
import type { Memory, MemoryModel } from "./memory";

/** Of every day but the two in a year on which the clocks change. */
export const millisecondsOfDay = 86_400_000;

/** A review of a question: the event itself and not a copy of it, for there may be a hundred thousand. */
export interface Review {
  event: GradeEvent;
  /** The probability of recall that was predicted for this moment; none for the first of a question. */
  predicted?: number;
}

/** All that is known of a question's study. */
export interface Card {
  question: string;
  /** Asked for: added, and not removed since. */
  added: boolean;
  suspended: boolean;
  /** When it was last put off to the next day. */
  buried?: number;
  /** In the order of time. */
  reviews: Review[];
  /** After the last review, and before it. */
  memory?: Memory;
  memoryBefore?: Memory;
}

/** What the learner did, by question. */
export interface Progress {
  cards: Map<string, Card>;
  /** What is not undone, the newest last. */
  undoable: StudyEvent[];
  /** The ids of what is, which may come later than what undoes it. */
  undone: ReadonlySet<string>;
}

/** Whether any question is asked for. */
export const isStudying = ({ cards }: Progress): boolean => [...cards.values()].some(({ added }) => added);

/** Days from one moment to another, with their fraction; clocks that disagree do not make it negative. */
export const daysBetween = (from: number, to: number): number => Math.max(0, to - from) / millisecondsOfDay;

/**
 * The state with one event more, which is later than all others: in place, for a grade is to be seen at once. False where
 * it changes what was before it, and everything is to be folded anew.
 */
export function foldNext(progress: Progress, event: StudyEvent, model: MemoryModel): boolean {
  if (event.type === "undo" || event.type === "relink" || progress.undone.has(event.id)) {
    return false;
  }
  apply(cardOf(progress.cards, event.question), event, model);
  progress.undoable.push(event);
  return true;
}

/** Makes the state of all questions from the events, in their order. */
export function foldEvents(events: readonly StudyEvent[], model: MemoryModel): Progress {
  const undone = new Set<string>();
  for (const event of events) {
    if (event.type === "undo") {
      undone.add(event.event);
    }
  }
  const valid = events.filter((event) => event.type !== "undo" && !undone.has(event.id));
  const names = nameQuestions(valid);
  const cards = new Map<string, Card>();
  valid.forEach((event, i) => {
    if (event.type !== "undo" && event.type !== "relink") {
      apply(cardOf(cards, names?.[i] ?? event.question), event, model);
    }
  });
  return { cards, undoable: valid, undone };
}

function cardOf(cards: Map<string, Card>, question: string): Card {
  const known = cards.get(question);
  if (known) {
    return known;
  }
  const card = { question, added: false, suspended: false, reviews: [] };
  cards.set(question, card);
  return card;
}

/**
 * The question that each event is about by now: a move holds for what was before it, and not for what comes after.
 * Undefined where nothing was moved.
 */
function nameQuestions(events: readonly StudyEvent[]): string[] | undefined {
  if (!events.some(({ type }) => type === "relink")) {
    return undefined;
  }
  const now = new Map<string, string>();
  const names = new Array<string>(events.length);
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i] as StudyEvent;
    if (event.type === "relink") {
      now.set(event.question, now.get(event.to) ?? event.to);
    } else if (event.type !== "undo") {
      names[i] = now.get(event.question) ?? event.question;
    }
  }
  return names;
}

function apply(card: Card, event: Exclude<StudyEvent, { type: "undo" | "relink" }>, model: MemoryModel): void {
  switch (event.type) {
    case "add":
      card.added = true;
      return;
    case "remove":
      card.added = false;
      return;
    case "suspend":
      card.suspended = true;
      return;
    case "resume":
      card.suspended = false;
      delete card.buried;
      return;
    case "bury":
      card.buried = event.at;
      return;
    case "grade":
      review(card, event, model);
      return;
    default:
      event satisfies never;
  }
}

function review(card: Card, event: GradeEvent, model: MemoryModel): void {
  const days = daysBetween(card.reviews.at(-1)?.event.at ?? event.at, event.at);
  const { memory } = card;
  if (memory) {
    const predicted = model.retrievability(memory, days);
    card.reviews.push({ event, predicted });
    card.memoryBefore = memory;
    card.memory = model.review(memory, days, event.grade, predicted);
  } else {
    card.reviews.push({ event });
    card.memory = model.review(undefined, 0, event.grade);
  }
}
