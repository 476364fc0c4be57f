import type { Level } from "../../question";
import type { Standing } from "../standing";

/** A question that an interview may ask. */
export interface Candidate {
  question: string;
  level?: Level;
  /** The question that it is a part of, else itself: parts that are drawn stand together. */
  stem: string;
  /** How much more likely than another it is to be drawn; above 1 where it is due or weak. */
  weight: number;
}

/** Minutes that an answer may take: a definition, an explanation, a design with its trade-offs. */
const minutesOf: Record<Level | "unknown", number> = { easy: 3, medium: 4, hard: 6, unknown: 4 };

/** As much of an interview is for what is due or weak, where there is something else to ask. */
const mostOfDue = 2 / 3;

/**
 * How likely a question is drawn beside one that was never studied: more where it is due or its last grade was Again or
 * Hard, less the better it is remembered. Undefined where the learner put it off: it is not drawn.
 */
export function weigh(standing: Standing, lastGrade: number | undefined): number | undefined {
  const weak = lastGrade !== undefined && lastGrade <= 2 ? 1 : 0;
  switch (standing.kind) {
    case "suspended":
    case "buried":
      return undefined;
    case "due":
      return 3 + weak;
    case "learned":
      return 1 - standing.recall / 2 + weak;
    case "new":
    case "apart":
      return 1;
    default:
      return standing satisfies never;
  }
}

/**
 * Draws questions for that many minutes, none twice, each as likely as its weight says, but for at least a third of the
 * time what is neither due nor weak; the easy ones come first. The same seed draws the same from the same.
 */
export function drawQuestions(
  candidates: readonly Candidate[],
  minutes: number,
  seed: number,
): { question: string; minutes: number }[] {
  const random = createRandom(seed);
  // Drawing without replacement by weights is sorting by these keys (Efraimidis and Spirakis 2006).
  const shuffled = candidates
    .map((candidate) => ({ candidate, key: Math.log(random()) / candidate.weight }))
    .sort((a, b) => b.key - a.key)
    .map(({ candidate }) => candidate);
  const drawn = new Set<Candidate>();
  let left = minutes;
  let leftForDue = minutes * mostOfDue;
  const take = (one: Candidate) => {
    const needed = minutesOf[one.level ?? "unknown"];
    if (!drawn.has(one) && needed <= left) {
      drawn.add(one);
      left -= needed;
      leftForDue -= one.weight > 1 ? needed : 0;
    }
  };
  for (const one of shuffled) {
    if (one.weight <= 1 || minutesOf[one.level ?? "unknown"] <= leftForDue) {
      take(one);
    }
  }
  // Where nothing else was left to ask.
  shuffled.forEach(take);
  return inOrder(candidates.filter((one) => drawn.has(one))).map(({ question, level }) => ({
    question,
    minutes: minutesOf[level ?? "unknown"],
  }));
}

/** From easy to hard, as interviews go; parts of one question together and in their order, at the place of the easiest. */
function inOrder(drawn: readonly Candidate[]): Candidate[] {
  const ranks = new Map<string, number>();
  for (const { stem, level } of drawn) {
    const rank = { easy: 0, medium: 1, hard: 2, unknown: 1 }[level ?? "unknown"];
    ranks.set(stem, Math.min(rank, ranks.get(stem) ?? rank));
  }
  // Maps keep their order, and sorting is stable: otherwise as in the notes.
  const stems = [...ranks].sort(([, a], [, b]) => a - b).map(([stem]) => stem);
  return stems.flatMap((stem) => drawn.filter((one) => one.stem === stem));
}

/** Random numbers above 0 and below 1 that depend on the seed alone: SplitMix32, a counter and a mix of its bits. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return (((bits ^ (bits >>> 15)) >>> 0) + 0.5) / 2 ** 32;
  };
}
