import { mergeEvents, readEvents, type StudyEvent, type TornLine, writeEvents } from "./event";

/** Files of logs on this machine, one for each window that ever wrote. */
export interface LogFiles {
  list(): Promise<string[]>;
  read(name: string): Promise<string>;
  /** Puts a file in the place of the one of that name: the whole of it, or nothing. */
  write(name: string, text: string): Promise<void>;
}

/** An event that is not written yet: the log gives it its id. */
export type NewEvent = StudyEvent extends infer Event ? (Event extends StudyEvent ? Omit<Event, "id"> : never) : never;

/** What the learner did on this machine and, by way of `join`, on others. Nothing in it is ever lost or changed. */
export interface ReviewLog {
  /** All events, in the order of time. */
  readonly events: readonly StudyEvent[];
  /** Lines of the files that are no events, by file: left where they are. */
  readonly torn: ReadonlyMap<string, readonly TornLine[]>;
  /** Writes events; they are safe when it resolves, and in `events` at once. */
  append(...events: readonly NewEvent[]): Promise<StudyEvent[]>;
  /** Reads what other windows wrote since; whether there was anything new. */
  refresh(): Promise<boolean>;
  /** Takes in events from elsewhere and writes those that are new; how many they were. */
  join(events: readonly StudyEvent[]): Promise<number>;
}

/** The window that an event was first written by. */
export const windowOf = (event: string): string => event.slice(0, event.lastIndexOf("-"));

/** Opens the log. `window` names what this window writes: no other on any machine has that name. */
export async function openReviewLog(files: LogFiles, window: string): Promise<ReviewLog> {
  const own = `${window}.jsonl`;
  const byFile = new Map<string, { text: string; events: StudyEvent[]; torn: TornLine[] }>();
  let mine: StudyEvent[] = [];
  let merged: StudyEvent[] = [];
  let counter = 0;
  let writing: Promise<void> = Promise.resolve();

  async function readOthers(): Promise<boolean> {
    let changed = false;
    for (const name of (await files.list()).filter((file) => file.endsWith(".jsonl") && file !== own)) {
      const text = await files.read(name);
      if (byFile.get(name)?.text !== text) {
        byFile.set(name, { text, ...readEvents(text) });
        changed = true;
      }
    }
    if (changed) {
      merge();
    }
    return changed;
  }

  function merge(): void {
    merged = mergeEvents(...[...byFile.values()].map(({ events }) => events), mine);
  }

  /** One write after the other: each brings all that was appended until it began. */
  function writeMine(): Promise<void> {
    // One that failed is tried again by the next, and heard of by who asked for it.
    writing = writing.catch(() => {}).then(() => files.write(own, writeEvents(mine)));
    return writing;
  }

  async function add(events: readonly StudyEvent[]): Promise<void> {
    mine = [...mine, ...events];
    const last = merged.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (events.every(({ at }) => at > last) && events.length === 1) {
      merged = [...merged, ...events];
    } else {
      merge();
    }
    await writeMine();
  }

  await readOthers();
  return {
    get events() {
      return merged;
    },
    get torn() {
      return new Map([...byFile].flatMap(([name, { torn }]) => (torn.length > 0 ? [[name, torn]] : [])));
    },
    append: async (...events) => {
      const made = events.map((event) => ({ ...event, id: `${window}-${counter++}` }) as StudyEvent);
      await add(made);
      return made;
    },
    refresh: readOthers,
    join: async (events) => {
      const known = new Set(merged.map(({ id }) => id));
      const fresh = mergeEvents(events).filter(({ id }) => !known.has(id));
      if (fresh.length > 0) {
        await add(fresh);
      }
      return fresh.length;
    },
  };
}
