import { median } from "../bench";

/** One of those who do the same work. */
export interface Contestant {
  name: string;
  /** Does some work to its end, and returns how much it was. */
  work(): number | Promise<number>;
  /** Ours is wanted to be at least so many times as fast. */
  wanted?: number;
  dispose?(): void;
}

/** The same work, done in several ways: the first is ours. */
export interface Contest {
  title: string;
  /** What is counted. */
  unit: string;
  contestants: Contestant[];
}

/** What came out for one contestant. */
export interface Standing {
  contest: string;
  contestant: string;
  unit: string;
  /** Median of the rounds. */
  perSecond: number;
  /** How many times as fast ours was: the median, lowest and highest of the rounds' ratios. */
  ours: { median: number; low: number; high: number };
  wanted?: number;
}

const roundMilliseconds = 250;

/**
 * Lets all work in turns, in a new order each round, so that what slows the machine down slows all of them: ratios are
 * taken within a round. What compiles and warms up is not counted.
 */
export async function holdContest({ title, unit, contestants }: Contest, rounds: number): Promise<Standing[]> {
  const rates = contestants.map((): number[] => []);
  try {
    for (const { work } of contestants) {
      await measureRate(work, roundMilliseconds / 2);
    }
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < contestants.length; turn++) {
        const who = (round + turn) % contestants.length;
        rates[who]?.push(await measureRate((contestants[who] as Contestant).work, roundMilliseconds));
      }
    }
  } finally {
    for (const { dispose } of contestants) {
      dispose?.();
    }
  }
  const [ours = []] = rates;
  return contestants.map(({ name, wanted }, who) => {
    const ratios = ours.map((rate, round) => rate / (rates[who]?.[round] ?? Number.NaN));
    return {
      contest: title,
      contestant: name,
      unit,
      perSecond: median(rates[who] ?? []),
      ours: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
      ...(wanted === undefined ? {} : { wanted }),
    };
  });
}

/** Work a second, over at least so long and at least once. */
async function measureRate(work: Contestant["work"], milliseconds: number): Promise<number> {
  const began = performance.now();
  let done = 0;
  let spent = 0;
  do {
    done += await work();
    spent = performance.now() - began;
  } while (spent < milliseconds);
  return (1000 * done) / spent;
}
