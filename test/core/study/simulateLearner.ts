import { createLibrary, type Library } from "../../../src/core/library";
import { parseNotes } from "../../../src/core/parseNotes";
import type { Level } from "../../../src/core/question";
import type { Grade, StudyEvent } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import type { Circumstances } from "../../../src/core/study/overview";
import { foldEvents, foldNext } from "../../../src/core/study/progress";
import { buildQueue, type StudyPlan, type Today } from "../../../src/core/study/queue";

export const day = 86_400_000;

/** How a learner studies, and how well they remember. */
export interface Learner {
  seed: number;
  /** Days up to today, which is the first without reviews. */
  days: number;
  plan?: Partial<StudyPlan>;
  desiredRetention?: number;
  /** The share of days on which they study. */
  diligence?: number;
  /** The chance of recall is what the model predicts, to this power: above 1 they forget more. */
  forgetting?: (section: string) => number;
  /** Where they go on from: then `days` are those from today on. */
  from?: Circumstances;
}

/** Midnight of today: Wednesday 31 March 2027, in a place whose days are those of UTC. */
export const midnight = Date.UTC(2027, 2, 31);
export const startOf = (at: number) => Math.floor(at / day) * day;

/** Three sections of 30 questions each, of all levels. */
export function createSections(): Library {
  const letters: Record<Level, string> = { easy: "E", medium: "M", hard: "H" };
  const text = ["7.1 Basics", "7.2 Sampling and creating training data", "7.3 Objective functions"].map((title) => {
    const questions = Array.from({ length: 30 }, (_, i) => {
      const level = Object.values(letters)[i % 3];
      return `> [${i + 1}] [${level}] Question ${i + 1}?\n\nAnswer.`;
    });
    return [`### ${title}`, ...questions].join("\n\n");
  });
  const notes = parseNotes(["# Chapter 7", ...text].join("\n\n"));
  return createLibrary([{ name: "ML Interview Lab", uri: "file:///a.md", isUsers: false, notes }], []);
}

/** A learner who studied by the queue of each day, until this morning: the same for the same seed. */
export function simulateLearner(learner: Learner, library = createSections()): Circumstances {
  const { seed, days, diligence = 1, forgetting = () => 1, desiredRetention = 0.9 } = learner;
  const random = createRandom(seed);
  const model = createMemoryModel(desiredRetention);
  const plan = { newPerDay: 3, reviewsPerDay: 50, ...learner.plan };
  const order = library.entries.map(({ id }) => id);
  const began = learner.from ? midnight : midnight - days * day;
  let count = 0;
  const events: StudyEvent[] = order.map((question) => ({ id: `s-${count++}`, at: began, type: "add", question }));
  const progress = structuredClone(learner.from?.progress) ?? foldEvents(events, model);
  for (let start = began; start < began + days * day; start += day) {
    let now = start + 18 * 3_600_000 + Math.round(random() * 3_600_000);
    const today: Today = { now, start, end: start + day };
    if (random() > diligence) {
      continue;
    }
    const { due, fresh } = buildQueue(progress, order, model, plan, today);
    for (const question of [...due, ...fresh]) {
      const card = progress.cards.get(question);
      const last = card?.reviews.at(-1)?.event;
      const recall = card?.memory && last ? model.retrievability(card.memory, (now - last.at) / day) : 0.8;
      const knows = random() < recall ** forgetting(library.find(question)?.section.id ?? "");
      const grade: Grade = knows ? (([3, 3, 3, 2, 4] as const)[Math.floor(5 * random())] ?? 3) : 1;
      const seconds = Math.round(20 + 60 * random());
      foldNext(
        progress,
        { id: `s-${count++}`, at: now, type: "grade", question, grade, seconds, source: "review" },
        model,
      );
      now += 1000 * seconds;
    }
  }
  const end = began + days * day;
  const today = { now: end + 9 * 3_600_000, start: end, end: end + day };
  return { progress, order, model, plan, today, queue: buildQueue(progress, order, model, plan, today) };
}

/** Numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
