import type { StudyEvent } from "./event";
import type { Progress, Review } from "./progress";
import type { Queue } from "./queue";
import { windowOf } from "./reviewLog";

/** A review session: what it is beyond the log. Plain data, kept by its page for when the window is reloaded. */
export interface Session {
  /** When it began; what was done since in one of its windows belongs to it. */
  start: number;
  /** The names of the windows that it was open in, one after the other. */
  windows: string[];
  /** Put off to the end of the session, in this order. */
  skipped: string[];
  /** Failed in this session and practised since. */
  practised: string[];
  /** The question on the page, none at the end, and how far it is revealed. */
  shown: string;
  step: Step;
}
export type Step = "question" | "hint" | "answer";

/** What a session has still to ask. */
export interface Left extends Queue {
  /** Failed in this session, and not practised since. */
  practice: string[];
}

export const startSession = (start: number, window: string): Session => {
  return { start, windows: [window], skipped: [], practised: [], shown: "", step: "question" };
};

/** What is left: the day's queue, then what was failed, in the order of the questions. */
export function findLeft(session: Session, progress: Progress, order: readonly string[], queue: Queue): Left {
  const practice = order.filter((question) => {
    const card = progress.cards.get(question);
    const last = card?.reviews.at(-1)?.event;
    const failed = last?.grade === 1 && isOwn(session, last);
    return failed && card?.added && !card.suspended && !session.practised.includes(question);
  });
  return { ...queue, practice };
}

/** The session at the question that is to be on its page: the one that is there, while it is still to be asked, or the next. */
export function settle(session: Session, left: Left, wanted?: string): Session {
  const order = listOrder(session, left);
  const shown = [wanted, session.shown].find((question) => question && order.includes(question)) ?? order[0];
  return shown === session.shown ? session : show(session, shown);
}

/** What is to be asked, in this order: what was skipped after all the others; practice when nothing else is left. */
function listOrder({ skipped }: Session, { due, fresh, practice }: Left): string[] {
  const queue = [...due, ...fresh];
  const order = [
    ...queue.filter((question) => !skipped.includes(question)),
    ...skipped.filter((question) => queue.includes(question)),
  ];
  return order.length > 0 ? order : practice;
}

/** The session with another question on its page, or with none for now. */
export const show = (session: Session, shown = ""): Session => ({ ...session, shown, step: "question" });

/** The session with its question at the end. */
export function skip(session: Session): Session {
  const others = session.skipped.filter((question) => question !== session.shown);
  return show({ ...session, skipped: [...others, session.shown] });
}

/** The session after its question was practised. */
export const practise = (session: Session): Session =>
  show({ ...session, practised: [...session.practised, session.shown] });

/** The session where what was done to a question was taken back: it is asked as if it had not been. */
export function forget(session: Session, question: string): Session {
  const without = (list: string[]) => list.filter((one) => one !== question);
  return { ...session, skipped: without(session.skipped), practised: without(session.practised) };
}

/** The newest thing that was done in the session and can be taken back. */
export const findUndoable = (session: Session, { undoable }: Progress): Done | undefined =>
  undoable
    .filter(isDone)
    // A mock interview in the same window has an undo of its own.
    .filter((event) => isOwn(session, event) && (event.type !== "grade" || event.source === "review"))
    .at(-1);

/** What a learner does to the question on the page. */
export type Done = Extract<StudyEvent, { type: "grade" | "bury" | "suspend" }>;
export const isDone = (event: StudyEvent): event is Done =>
  event.type === "grade" || event.type === "bury" || event.type === "suspend";

/** The reviews of the session. */
export const reviewsOf = (session: Session, { cards }: Progress): Review[] =>
  [...cards.values()].flatMap(({ reviews }) =>
    reviews.filter(({ event }) => event.source === "review" && isOwn(session, event)),
  );

function isOwn({ start, windows }: Session, event: { id: string; at: number }): boolean {
  return event.at >= start && windows.includes(windowOf(event.id));
}

/** A session that a page kept, in another window; undefined where it is none. */
export function resume(saved: unknown, window: string): Session | undefined {
  if (typeof saved !== "object" || saved === null) {
    return undefined;
  }
  const { start, windows, skipped, practised, shown, step } = saved as Record<string, unknown>;
  const known = step === "question" || step === "hint" || step === "answer";
  if (!Number.isFinite(start) || !known || typeof shown !== "string") {
    return undefined;
  }
  return {
    start: start as number,
    windows: [...readTexts(windows), window],
    skipped: readTexts(skipped),
    practised: readTexts(practised),
    shown,
    step,
  };
}

const readTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
