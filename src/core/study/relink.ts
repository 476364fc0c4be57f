import type { Entry, Library } from "../library";
import { canBeAsked } from "../library";
import type { Progress } from "./progress";

/** A question with a history that is in no file any more, or is asked by its parts now. */
export interface LostQuestion {
  id: string;
  reviews: number;
  /** When it was last reviewed; none where it only was added. */
  last?: number;
}

/** The lost questions, those with most reviews first. */
export function findLost({ cards }: Progress, library: Library): LostQuestion[] {
  // One whose answer is missing for now is where it was.
  const isThere = (question: string) => library.find(question)?.parts.length === 0;
  return [...cards.values()]
    .filter(({ question, added, reviews }) => (added || reviews.length > 0) && !isThere(question))
    .map(({ question, reviews }) => {
      const last = reviews.at(-1)?.event.at;
      return { id: question, reviews: reviews.length, ...(last !== undefined && { last }) };
    })
    .sort((a, b) => b.reviews - a.reviews || (a.id < b.id ? -1 : 1));
}

/**
 * Where a lost question may be now, the likeliest first: what is left of it is its id, which tells its section and its
 * number. What nothing was done with yet comes before what has a history of its own, where both are as alike.
 */
export function suggestPlaces(lost: string, library: Library, { cards }: Progress): Entry[] {
  const rate = (entry: Entry) => {
    const own = cards.get(entry.id);
    const words = [entry.chapter.id, entry.section.title, entry.title].join(" ");
    return likeness(lost, entry.id) + likeness(lost, words) + (own && own.reviews.length > 0 ? 0 : 0.1);
  };
  return library.entries
    .filter(canBeAsked)
    .map((entry, place) => ({ entry, place, rate: rate(entry) }))
    .sort((a, b) => b.rate - a.rate || a.place - b.place)
    .map(({ entry }) => entry);
}

/** From 0 to 1: twice the pairs of neighbouring letters that two texts share, over all that they have (Dice 1945). */
function likeness(one: string, other: string): number {
  const [mine, theirs] = [countPairs(one), countPairs(other)];
  let [shared, all] = [0, 0];
  for (const [pair, count] of mine) {
    shared += Math.min(count, theirs.get(pair) ?? 0);
    all += count;
  }
  for (const count of theirs.values()) {
    all += count;
  }
  return all === 0 ? 0 : (2 * shared) / all;
}

function countPairs(text: string): Map<string, number> {
  const letters = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, " ")} `;
  const counts = new Map<string, number>();
  for (let i = 0; i + 1 < letters.length; i++) {
    const pair = letters.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}
