import type { MemoryModel } from "./memory";
import { type Card, daysBetween } from "./progress";
import { findDueDay, type StudyPlan, type Today } from "./queue";

/** Where a question stands in the learner's study. */
export type Standing =
  /** Not to be asked. */
  | { kind: "apart" }
  | { kind: "new" }
  | { kind: "due" }
  /** Due in so many days. */
  | { kind: "learned"; days: number; recall: number }
  | { kind: "buried" }
  | { kind: "suspended" };

/** The standing of a question with that card. */
export function findStanding(card: Card | undefined, model: MemoryModel, plan: StudyPlan, today: Today): Standing {
  if (!card?.added) {
    return { kind: "apart" };
  }
  if (card.suspended) {
    return { kind: "suspended" };
  }
  if (card.buried !== undefined && card.buried >= today.start) {
    return { kind: "buried" };
  }
  const days = findDueDay(card, model, plan, today);
  const last = card.reviews.at(-1)?.event;
  if (days === undefined || !last || !card.memory) {
    return { kind: "new" };
  }
  if (days <= 0) {
    return { kind: "due" };
  }
  return {
    kind: "learned",
    days,
    recall: model.retrievability(card.memory, daysBetween(last.at, today.now)),
  };
}

/** The standing in few words; none where the question is not studied. */
export function sayStanding(standing: Standing): string {
  switch (standing.kind) {
    case "apart":
      return "";
    case "new":
      return "new";
    case "due":
      return "due";
    case "learned":
      return standing.days === 1 ? "due tomorrow" : `due in ${standing.days} days`;
    case "buried":
      return "put off to tomorrow";
    case "suspended":
      return "suspended";
    default:
      return standing satisfies never;
  }
}

/** What is to be asked today, in words. */
export function sayQueue(due: number, fresh: number): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const parts = [...(due > 0 ? [`${count(due, "question")} due`] : []), ...(fresh > 0 ? [`${fresh} new`] : [])];
  return parts.join(", ") || "nothing due today";
}
