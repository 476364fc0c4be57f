import type { StudyEvent } from "./event";
import type { MemoryModel } from "./memory";
import { daysBetween, foldEvents } from "./progress";
import { findDueDay, type StudyPlan, type Today } from "./queue";

/** Among so many of the weakest the day decides: the same one is not asked day after day. */
const weakest = 5;

/**
 * One question for the day, the same all day whatever is studied in it: one of the weakest that are due; else of those that
 * were last graded Again or Hard; else one that was never reviewed; else one of the weakest of all. What is suspended is
 * left out.
 */
export function findQuestionOfTheDay(
  events: readonly StudyEvent[],
  order: readonly string[],
  model: MemoryModel,
  plan: StudyPlan,
  today: Today,
): string | undefined {
  // What was done today would change it.
  const { cards } = foldEvents(
    events.filter(({ at }) => at < today.start),
    model,
  );
  const asked = order.filter((question) => !cards.get(question)?.suspended);
  const learned = asked
    .flatMap((question) => {
      const card = cards.get(question);
      const last = card?.reviews.at(-1)?.event;
      if (!card?.added || !card.memory || !last) {
        return [];
      }
      const recall = model.retrievability(card.memory, daysBetween(last.at, today.start));
      return [{ question, recall, isWeak: last.grade <= 2, day: findDueDay(card, model, plan, today) ?? 1 }];
    })
    .sort((a, b) => a.recall - b.recall);
  const due = learned.filter(({ day }) => day <= 0);
  const fresh = asked.filter((question) => !cards.get(question)?.reviews.length);
  const toQuestions = (all: typeof learned) => all.slice(0, weakest).map(({ question }) => question);
  const weak = learned.filter(({ isWeak }) => isWeak);
  const candidates =
    [toQuestions(due), toQuestions(weak), fresh, toQuestions(learned)].find((some) => some.length > 0) ?? [];
  return candidates[scatter(today.start) % candidates.length];
}

/** A whole number from 0 that neighbouring days share by chance alone: FNV-1a of the day's decimal digits. */
function scatter(day: number): number {
  let hash = 0x811c9dc5;
  for (const digit of String(day)) {
    hash = Math.imul(hash ^ digit.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash;
}
