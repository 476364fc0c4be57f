import { compressText, decompressText } from "./compressText";
import type { StudyEvent } from "./event";
import { packEvents, unpackEvents } from "./packEvents";
import type { ReviewLog } from "./reviewLog";

/** One value that all machines of a learner share by a service that may put any machine's value in the place of any other. */
export interface SharedValue {
  get(): unknown;
  set(value: string): PromiseLike<void>;
}

/** What a look at the shared value came to. */
export interface Shared {
  /** How many events of other machines were new here. */
  joined: number;
  /** The length of the value, where it was written. */
  written?: number;
  /** Why the value could not be read. */
  problem?: "later version" | "damaged";
}

/**
 * Shares the log: each look takes in what the value has, and writes the value anew where the log has more. So whichever
 * value the service takes, what it leaves out comes back from the files of the machine that has it, with its next look.
 * `join` takes events into the log.
 */
export function createSharedLog(
  log: Pick<ReviewLog, "events">,
  join: (events: readonly StudyEvent[]) => Promise<number>,
  value: SharedValue,
): () => Promise<Shared> {
  let seen: unknown;
  /** How many events the value has that was seen. */
  let count = 0;

  return async () => {
    const found = value.get();
    const result: Shared = { joined: 0 };
    if (found !== seen) {
      const events = await readValue(found);
      if (typeof events !== "string") {
        result.joined = await join(events);
        count = new Set(events.map(({ id }) => id)).size;
      } else {
        result.problem = events;
        // What a later version put there is not lost as long as it is left alone.
        count = events === "later version" ? Number.POSITIVE_INFINITY : 0;
      }
      seen = found;
    }
    const { events } = log;
    const next = events.length > count ? await compressText(packEvents(events)) : undefined;
    // Another value that came meanwhile is for the next look.
    if (next !== undefined && value.get() === seen) {
      await value.set(next);
      seen = next;
      count = events.length;
      result.written = next.length;
    }
    return result;
  };
}

async function readValue(value: unknown): Promise<ReturnType<typeof unpackEvents>> {
  if (value === undefined) {
    return [];
  }
  try {
    return typeof value === "string" ? unpackEvents(await decompressText(value)) : "damaged";
  } catch {
    return "damaged";
  }
}
