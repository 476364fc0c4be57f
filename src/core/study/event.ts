/** How well an answer was recalled, from Again to Easy. */
export type Grade = 1 | 2 | 3 | 4;

/** What grades are called. */
export const gradeNames: Record<Grade, string> = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" };
export const isGrade = (value: unknown): value is Grade => value === 1 || value === 2 || value === 3 || value === 4;

/** What the learner did: a fact, never changed. What is to be taken back is taken back by another event. */
export type StudyEvent = EventHead &
  (
    | { type: "add"; question: string }
    | { type: "remove"; question: string }
    | { type: "grade"; question: string; grade: Grade; seconds: number; source: "review" | "interview" }
    /** Not asked for again before the day after `at`. */
    | { type: "bury"; question: string }
    /** Not asked for until it is resumed. */
    | { type: "suspend"; question: string }
    | { type: "resume"; question: string }
    /** The question is now to be found under another id. */
    | { type: "relink"; question: string; to: string }
    | { type: "undo"; event: string }
  );

/** A grade, from which a review is made. */
export type GradeEvent = Extract<StudyEvent, { type: "grade" }>;

interface EventHead {
  /** Of no other event on any machine. */
  id: string;
  /** Milliseconds since 1970, by the clock of its machine. */
  at: number;
}

/** A line of a log that is no event. */
export interface TornLine {
  line: number;
  text: string;
  message: string;
}

/** A log as text: one event a line, as JSON. */
export const writeEvents = (events: readonly StudyEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join("");

/** The events of a log, and the lines that are none: half written, or by a later version. */
export function readEvents(log: string): { events: StudyEvent[]; torn: TornLine[] } {
  const events: StudyEvent[] = [];
  const torn: TornLine[] = [];
  // One line after the other: all of them at once would be many, and in the way of the collector.
  for (let line = 1, start = 0; start < log.length; line++) {
    const end = log.indexOf("\n", start);
    const text = log.slice(start, end < 0 ? log.length : end);
    start += text.length + 1;
    if (text.trim() === "") {
      continue;
    }
    const event = readEvent(text);
    if (typeof event === "string") {
      torn.push({ line, text, message: event });
    } else {
      events.push(event);
    }
  }
  return { events, torn };
}

/** What every event of a type has beside its head. */
const fieldsOf: Record<StudyEvent["type"], Record<string, (value: unknown) => boolean>> = {
  add: { question: isText },
  remove: { question: isText },
  grade: {
    question: isText,
    grade: isGrade,
    // Infinity is a number in JSON, and can not be written again.
    seconds: (value) => Number.isFinite(value) && Number(value) >= 0,
    source: (value) => value === "review" || value === "interview",
  },
  bury: { question: isText },
  suspend: { question: isText },
  resume: { question: isText },
  relink: { question: isText, to: isText },
  undo: { event: isText },
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** The event of a line, or what is wrong with it. */
function readEvent(line: string): StudyEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "The line is not whole.";
  }
  return findFault(value) ?? (value as StudyEvent);
}

/** Why a value is no event; undefined where it is one. */
export function findFault(value: unknown): string | undefined {
  const event = value as Record<string, unknown>;
  if (typeof value !== "object" || value === null || !isText(event.id) || !Number.isFinite(event.at)) {
    return "The line has no id or no time.";
  }
  const fields = Object.hasOwn(fieldsOf, String(event.type)) ? fieldsOf[event.type as StudyEvent["type"]] : undefined;
  if (!fields) {
    return `“${event.type}” is not known to this version.`;
  }
  for (const name in fields) {
    if (!fields[name]?.(event[name])) {
      return `Its ${name} is missing or wrong.`;
    }
  }
  return undefined;
}

/** The union of logs, each event once, in the order of time; the same whatever the order of the logs. */
export function mergeEvents(...logs: readonly (readonly StudyEvent[])[]): StudyEvent[] {
  const all = logs.flat().sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id)));
  // One event has one time: the same ones stand side by side.
  return all.filter(({ at, id }, i) => at !== all[i - 1]?.at || id !== all[i - 1]?.id);
}
