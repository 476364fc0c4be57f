import { findFault, type StudyEvent } from "./event";

/** Events as columns: what repeats is said once, and ids and times are told by what they differ from those before. */
interface Packed {
  version: 1;
  /** What ids begin with, and questions. */
  names: string[];
  /** For each event: the name that its id begins with, and its number beyond the next one of that name. */
  window: number[];
  number: number[];
  /** Milliseconds since the event before. */
  at: number[];
  /** An index in `types`. */
  type: number[];
  /** Of those that are about a question: its name. */
  question: number[];
  /** Of grades. */
  grade: number[];
  seconds: number[];
  source: number[];
  /** Of relinks. */
  to: number[];
  /** Of undos: the id of the event, as `window` and `number` have it, the number whole. */
  event: number[];
  /** Those that are not like the others, as they are. */
  rest: StudyEvent[];
}

const version = 1;
const types = ["add", "remove", "grade", "bury", "suspend", "resume", "relink", "undo"] as const;
const sources = ["review", "interview"] as const;
/** How many fields an event has; one with more was written by a later version. */
const sizes: Record<StudyEvent["type"], number> = {
  ...{ add: 4, remove: 4, grade: 7, bury: 4, suspend: 4, resume: 4, relink: 5, undo: 4 },
};

/** Events, in the order of time, as a short text that `unpackEvents` reads; the same for the same events. */
export function packEvents(events: readonly StudyEvent[]): string {
  const names = createIndex();
  const packed: Packed = {
    ...{ version, names: names.list, window: [], number: [], at: [], type: [], question: [], grade: [] },
    ...{ seconds: [], source: [], to: [], event: [], rest: [] },
  };
  const nextOf = new Map<number, number>();
  let last = 0;
  for (const event of events) {
    const id = splitId(event.id);
    const undone = event.type === "undo" ? splitId(event.event) : undefined;
    const isPlain = Object.keys(event).length === sizes[event.type] && Number.isSafeInteger(event.at) && event.at >= 0;
    if (!id || !isPlain || (event.type === "undo" && !undone)) {
      packed.rest.push(event);
      continue;
    }
    const window = names.of(id.window);
    packed.window.push(window);
    packed.number.push(id.number - (nextOf.get(window) ?? 0));
    nextOf.set(window, id.number + 1);
    packed.at.push(event.at - last);
    last = event.at;
    packed.type.push(types.indexOf(event.type));
    if (event.type !== "undo") {
      packed.question.push(names.of(event.question));
    } else if (undone) {
      packed.event.push(names.of(undone.window), undone.number);
    }
    if (event.type === "grade") {
      packed.grade.push(event.grade);
      packed.seconds.push(event.seconds);
      packed.source.push(sources.indexOf(event.source));
    } else if (event.type === "relink") {
      packed.to.push(names.of(event.to));
    }
  }
  return JSON.stringify(packed);
}

/** The events of a text that `packEvents` made, or why there are none. */
export function unpackEvents(text: string): StudyEvent[] | "later version" | "damaged" {
  let packed: Packed;
  try {
    packed = JSON.parse(text);
    if (typeof packed?.version !== "number") {
      return "damaged";
    }
    if (packed.version > version) {
      return "later version";
    }
    const events = [...unpack(packed), ...packed.rest];
    return events.some(findFault) ? "damaged" : events;
  } catch {
    return "damaged";
  }
}

/** Every event but the rest. A value that is missing is undefined, and the event none. */
function unpack(packed: Packed): StudyEvent[] {
  const { names } = packed;
  const nextOf = new Map<number, number>();
  const [question, grade, seconds, source, to, undone] = [
    ...[packed.question, packed.grade, packed.seconds, packed.source, packed.to, packed.event],
  ].map((column) => column.values());
  let at = 0;
  return packed.window.map((window, i) => {
    const number = (nextOf.get(window) ?? 0) + (packed.number[i] ?? Number.NaN);
    nextOf.set(window, number + 1);
    at += packed.at[i] ?? Number.NaN;
    const id = joinId(names[window], number);
    const type = types[packed.type[i] ?? -1];
    if (type === "undo") {
      return { id, at, type, event: joinId(names[next(undone)], next(undone)) } as StudyEvent;
    }
    const about = names[next(question)];
    switch (type) {
      case "grade": {
        const [given, took, from] = [next(grade), next(seconds), sources[next(source)]];
        return { id, at, type, question: about, grade: given, seconds: took, source: from } as StudyEvent;
      }
      case "relink":
        return { id, at, type, question: about, to: names[next(to)] } as StudyEvent;
      default:
        return { id, at, type, question: about } as StudyEvent;
    }
  });
}

/** The next value of a column; one that no column has where it is at its end. */
const next = (column: Iterator<number> | undefined): number => column?.next().value ?? -1;

/** The two parts of an id; undefined where they would not make the same id again. */
function splitId(id: string): { window: string; number: number } | undefined {
  const end = id.lastIndexOf("-");
  const [window, number] = [id.slice(0, end), Number(id.slice(end + 1))];
  return end >= 0 && Number.isSafeInteger(number) && number >= 0 && joinId(window, number) === id
    ? { window, number }
    : undefined;
}

const joinId = (window: string | undefined, number: number): string | undefined =>
  window === undefined || !Number.isSafeInteger(number) ? undefined : `${window}-${number}`;

/** Gives each text its place in a list. */
function createIndex(): { list: string[]; of(text: string): number } {
  const list: string[] = [];
  const places = new Map<string, number>();
  return {
    list,
    of: (text) => {
      const place = places.get(text) ?? list.push(text) - 1;
      places.set(text, place);
      return place;
    },
  };
}
