import { mergeEvents, readEvents, type StudyEvent, type TornLine, writeEvents } from "./event";

/** Files of logs on this machine, one for each window that ever wrote. */
export interface LogFiles {
  list(): Promise<string[]>;
  read(name: string): Promise<string>;
  /** Puts a file in the place of the one of that name: the whole of it, or nothing. */
  write(name: string, text: string): Promise<void>;
  /** Gives a file another name, which no other has. */
  rename(name: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
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
  /** Resolves when all is safe; what could not be written before is tried once more. */
  flush(): Promise<void>;
  /** Takes in events from elsewhere and writes those that are new; how many they were. */
  join(events: readonly StudyEvent[]): Promise<number>;
}

/** The window that an event was first written by. */
export const windowOf = (event: string): string => event.slice(0, event.lastIndexOf("-"));

/** More files than this are gathered into one. */
const mostFiles = 16;

/** Also what a window left that died before its file had its name. */
const isLog = (name: string) => /\.(jsonl|aside|jsonl\.new)$/.test(name);

/** Opens the log. `window` names what this window writes: no other on any machine has that name. */
export async function openReviewLog(files: LogFiles, window: string): Promise<ReviewLog> {
  // What was done here, and apart from it what was taken in, which may be much: a grade is written without it.
  const own = `${window}.jsonl`;
  const taken = `${window}.taken.jsonl`;
  const byFile = new Map<string, { text: string; events: StudyEvent[]; torn: TornLine[] }>();
  let mine: StudyEvent[] = [];
  let takenIn: StudyEvent[] = [];
  let merged: StudyEvent[] = [];
  let counter = 0;
  let writing: Promise<void> = Promise.resolve();
  /** Files whose last write failed: the disk was full, or could not be written. */
  const unwritten = new Set<string>();

  const isOurs = (name: string) => [own, taken].some((file) => name === file || name === `${file}.new`);
  const listOthers = async () => (await files.list()).filter((name) => isLog(name) && !isOurs(name));

  /** Nothing where another window has just gathered the file: what it said is in another by now. */
  async function readFile(name: string): Promise<string | undefined> {
    try {
      return await files.read(name);
    } catch (error) {
      // One that is being written has its name for a moment only.
      if (!name.endsWith(".new") && (await files.list()).includes(name)) {
        throw error;
      }
      return undefined;
    }
  }

  /**
   * Every window leaves a file: many are gathered into this window's. A file is put aside before it is read for the last
   * time, so that what its window may still write goes into a new one; it is removed when all that it says is safe here. A
   * file with torn lines stays what it is.
   */
  async function gather(): Promise<void> {
    const whole = (await listOthers()).filter((name) => byFile.get(name)?.torn.length === 0 && !name.endsWith(".new"));
    if (whole.length <= mostFiles) {
      return;
    }
    const aside: string[] = [];
    const gathered: StudyEvent[] = [];
    for (const name of whole) {
      // No longer from one failed attempt to the next: names have an end.
      const to = `${window}.${aside.length}.aside`;
      await files.rename(name, to);
      aside.push(to);
      gathered.push(...readEvents(await files.read(to)).events);
    }
    await takeIn(gathered);
    for (const name of aside) {
      await files.remove(name);
    }
  }

  async function readOthers(): Promise<boolean> {
    let changed = false;
    for (const name of await listOthers()) {
      const text = await readFile(name);
      if (text !== undefined && byFile.get(name)?.text !== text) {
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
    merged = mergeEvents(...[...byFile.values()].map(({ events }) => events), mine, takenIn);
  }

  /**
   * One write after the other; what an earlier one could not write is tried again with it. Rejects where anything is not
   * safe then.
   */
  function write(...names: readonly string[]): Promise<void> {
    writing = writing
      .catch(() => {})
      .then(async () => {
        for (const name of new Set([...names, ...unwritten])) {
          unwritten.add(name);
          await files.write(name, writeEvents(name === own ? mine : takenIn));
          unwritten.delete(name);
        }
      });
    return writing;
  }

  async function takeIn(events: readonly StudyEvent[]): Promise<void> {
    takenIn = mergeEvents(takenIn, events);
    merge();
    await write(taken);
  }

  async function add(events: readonly StudyEvent[]): Promise<void> {
    mine = [...mine, ...events];
    const last = merged.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (events.every(({ at }) => at > last) && events.length === 1) {
      merged = [...merged, ...events];
    } else {
      merge();
    }
    await write(own);
  }

  /** One after the other: a reading that began earlier must not end later. */
  let reading: Promise<boolean> = Promise.resolve(false);
  const refresh = () => {
    reading = reading.catch(() => false).then(readOthers);
    return reading;
  };

  await refresh();
  // Where it fails, as when another window gathers too, there are some files more until the next time.
  await gather().catch(() => {});
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
    refresh,
    flush: () => writing.catch(() => {}).then(() => (unwritten.size > 0 ? write() : undefined)),
    join: async (events) => {
      const known = new Set(merged.map(({ id }) => id));
      const fresh: StudyEvent[] = [];
      for (const event of mergeEvents(events)) {
        if (!known.has(event.id)) {
          known.add(event.id);
          fresh.push(event);
        }
      }
      if (fresh.length > 0) {
        await takeIn(fresh);
      } else if (unwritten.has(taken)) {
        // They are known here from an attempt that failed, and are on no disk yet.
        await write(taken);
      }
      return fresh.length;
    },
  };
}
