import { readEvents, type StudyEvent } from "./event";
import { millisecondsOfDay } from "./progress";

/** A line of a file that is not taken in. */
export interface RefusedLine {
  /** 1-based. */
  line: number;
  message: string;
}

/** In a line. No id and no question of the notes is nearly as long. */
const mostCharacters = 4_000;
const mostSeconds = 1e6;

/**
 * What a file of progress from anywhere says. Beyond what no event may be, it may not be what would do harm: too long, or
 * far in the future, for what is done later comes after it.
 */
export function readProgress(text: string, now: number): { events: StudyEvent[]; refused: RefusedLine[] } {
  const events: StudyEvent[] = [];
  const refused: RefusedLine[] = [];
  text.split("\n").forEach((line, i) => {
    const isShort = line.length <= mostCharacters;
    const read = readEvents(isShort ? line : "");
    const [event] = read.events;
    const message = event ? findHarm(event, now) : isShort ? read.torn[0]?.message : "It is longer than any event.";
    if (message !== undefined) {
      refused.push({ line: i + 1, message: message.slice(0, 200) });
    } else if (event) {
      events.push(event);
    }
  });
  return { events, refused };
}

/** Why an event is not taken in; undefined where it is. */
function findHarm(event: StudyEvent, now: number): string | undefined {
  if (!Number.isSafeInteger(event.at) || event.at < 0 || event.at > now + millisecondsOfDay) {
    return "Its time is none, or in the future.";
  }
  return event.type === "grade" && event.seconds > mostSeconds ? "Its seconds are too many." : undefined;
}

/** What an import came to, in a sentence. */
export function sayImport(fresh: number, events: number, refused: readonly RefusedLine[]): string {
  const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  const verb = fresh === 1 || events === 1 ? "was" : "were";
  const found =
    events === 0 ? "the file has no entries" : `${fresh} of ${count(events, "entry", "entries")} ${verb} new`;
  if (refused.length === 0) {
    return `${found}.`;
  }
  const places = refused.slice(0, 5).map(({ line }) => line);
  const more = refused.length > places.length ? ", …" : "";
  const were = refused.length === 1 ? "was" : "were";
  return `${found}; ${count(refused.length, "line")} ${were} not understood (${places.join(", ")}${more}).`;
}
