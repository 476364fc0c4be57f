import * as vscode from "vscode";
import { canBeAsked } from "../core/library";
import type { Grade, StudyEvent } from "../core/study/event";
import { createMemoryModel, type MemoryModel } from "../core/study/memory";
import { foldEvents, foldNext, type Progress } from "../core/study/progress";
import { buildQueue, type Queue, type StudyPlan, type Today } from "../core/study/queue";
import { type NewEvent, openReviewLog, type ReviewLog } from "../core/study/reviewLog";
import type { LiveLibrary } from "./liveLibrary";
import { createLogFiles } from "./logFiles";

/** The learner's study as it is now. */
export interface StudyNow {
  progress: Progress;
  model: MemoryModel;
  plan: StudyPlan;
  today: Today;
  /** Ids of all questions that can be asked, in their order: those with an answer, a question with parts by its parts. */
  order: string[];
  queue: Queue;
}

/** What the learner does, and what became of it. */
export interface Study extends vscode.Disposable {
  /** The log and the questions are read at the first call. */
  now(): Promise<StudyNow>;
  log(): Promise<ReviewLog>;
  /** What the log says alone: no question is read for it. */
  progress(): Promise<Progress>;
  /** Takes in what was done elsewhere; how many events were new. */
  join(events: readonly StudyEvent[]): Promise<number>;
  /** Notes what the learner did; it is safe when this resolves, and everyone has heard of it before. */
  record(...what: readonly Omitted<NewEvent>[]): Promise<void>;
  /** Notes a grade of a review session. */
  grade(question: string, grade: Grade, seconds: number): Promise<void>;
  /** Takes the newest thing of that kind back that is not taken back yet; which question it was about. */
  undo(isMeant?: (event: StudyEvent) => boolean): Promise<string | undefined>;
  /** What events that this window writes are named after. */
  readonly window: string;
  /** Resolves when all that was done is written. */
  flush(): Promise<void>;
  onDidChange: vscode.Event<void>;
}

/** The time is the study's to say. */
type Omitted<Event> = Event extends NewEvent ? Omit<Event, "at"> : never;

/** The study of this window, on the log that all windows share. */
export function createStudy(
  storage: vscode.Uri,
  library: LiveLibrary,
  log: vscode.LogOutputChannel,
  clock: () => number = Date.now,
): Study {
  const changed = new vscode.EventEmitter<void>();
  const window = crypto.randomUUID();
  const reviews = vscode.Uri.joinPath(storage, "reviews");
  let opening: Promise<ReviewLog> | undefined;
  let midnight: ReturnType<typeof setTimeout> | undefined;
  let day = 0;
  let folded: { of: ReviewLog["events"]; retention: number; progress: Progress; model: MemoryModel } | undefined;

  function open(): Promise<ReviewLog> {
    opening ??= openReviewLog(createLogFiles(reviews), window).then((opened) => {
      for (const [file, lines] of opened.torn) {
        for (const { line, message } of lines) {
          log.warn(`The review log ${file}, line ${line}: ${message} The line is left where it is.`);
        }
      }
      if (opened.events.length > 0) {
        changed.fire();
      }
      waitForTomorrow();
      return opened;
    });
    opening.catch((error: unknown) => {
      log.error("The review log could not be read.", error);
      // The next one who asks tries again.
      opening = undefined;
    });
    return opening;
  }

  /** What is due changes with the day. */
  function waitForTomorrow(): void {
    clearTimeout(midnight);
    const { now, start, end } = findToday(clock());
    day = start;
    midnight = setTimeout(
      () => {
        changed.fire();
        waitForTomorrow();
      },
      // The clock of a timer may be a little ahead.
      end - now + 5,
    );
  }

  function fold({ events }: ReviewLog): { progress: Progress; model: MemoryModel } {
    const retention = readSettings().retention;
    if (!folded || folded.of !== events || folded.retention !== retention) {
      const model = folded?.retention === retention ? folded.model : createMemoryModel(retention);
      const known = folded?.retention === retention ? folded : undefined;
      const last = events.at(-1);
      const isNext = known && last && events.length === known.of.length + 1 && events.at(-2) === known.of.at(-1);
      const progress = isNext && foldNext(known.progress, last, model) ? known.progress : foldEvents(events, model);
      folded = { of: events, retention, progress, model };
    }
    return folded;
  }

  async function now(): Promise<StudyNow> {
    const [opened, { entries }] = await Promise.all([open(), library.get()]);
    const { progress, model } = fold(opened);
    const order = entries.filter(canBeAsked).map(({ id }) => id);
    const { plan } = readSettings();
    const today = findToday(clock());
    return { progress, model, plan, today, order, queue: buildQueue(progress, order, model, plan, today) };
  }

  async function record(...what: readonly Omitted<NewEvent>[]): Promise<void> {
    const opened = await open();
    const at = findMoment(opened.events, clock());
    const written = opened.append(...what.map((event, i) => ({ ...event, at: at + i }) as NewEvent));
    changed.fire();
    await written;
  }

  async function join(events: readonly StudyEvent[]): Promise<number> {
    const opened = await open();
    // What another window has joined already is not written twice.
    const changes = await opened.refresh();
    const count = await opened.join(events);
    if (changes || count > 0) {
      changed.fire();
    }
    return count;
  }

  async function refresh(): Promise<void> {
    try {
      // Nobody may have asked for the log yet.
      if (opening && (await (await opening).refresh())) {
        changed.fire();
      }
    } catch (error) {
      log.warn("What other windows wrote could not be read; it is tried again with the next change.", error);
    }
  }

  function refreshAfter({ path }: vscode.Uri): void {
    if (!path.endsWith(`/${window}.jsonl`)) {
      void refresh();
    }
  }

  // The folder alone: with folders below it, a watcher may miss those that are made while it begins.
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(reviews, "*.jsonl"));
  const subscriptions = [
    changed,
    watcher,
    watcher.onDidChange(refreshAfter),
    watcher.onDidCreate(refreshAfter),
    // Where a file system tells nobody of changes.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        void refresh();
        // A timer may stand still while the machine sleeps.
        if (findToday(clock()).start !== day) {
          changed.fire();
          waitForTomorrow();
        }
      }
    }),
    library.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("mlInterview.study") && changed.fire(),
    ),
  ];
  return {
    now,
    log: open,
    progress: async () => fold(await open()).progress,
    join,
    flush: async () => (await opening)?.flush(),
    record,
    grade: (question, grade, seconds) => record({ type: "grade", question, grade, seconds, source: "review" }),
    window,
    undo: async (isMeant = () => true) => {
      const { progress } = fold(await open());
      const last = progress.undoable.filter(isMeant).at(-1);
      if (!last || last.type === "undo") {
        return undefined;
      }
      await record({ type: "undo", event: last.id });
      return last.question;
    },
    onDidChange: changed.event,
    dispose: () => {
      clearTimeout(midnight);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** From midnight to midnight by this machine's clock; a day with a change of clocks is shorter or longer. */
export function findToday(now: number): Today {
  const start = new Date(now).setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { now, start, end: end.getTime() };
}

/** The midnight at which a day begins; undefined where there is no such day. */
function readDay(year: number, month: number, day: number): number | undefined {
  const midnight = new Date(year, month - 1, day);
  return midnight.getMonth() === month - 1 && midnight.getDate() === day ? midnight.getTime() : undefined;
}

const twoHours = 2 * 3_600_000;

/**
 * When something is done that is done now: after what was done before, for clocks may be set back and those of other
 * machines be ahead; but no clock that is far ahead takes all that comes after with it.
 */
export function findMoment(events: ReviewLog["events"], now: number): number {
  let last = events.length - 1;
  while (last >= 0 && (events[last]?.at ?? 0) > now + twoHours) {
    last--;
  }
  return Math.max(now, (events[last]?.at ?? 0) + 1);
}

function readSettings(): { retention: number; plan: StudyPlan } {
  const settings = vscode.workspace.getConfiguration("mlInterview.study");
  const number = (name: string, least: number, most: number, otherwise: number) => {
    const value = settings.get(name, otherwise);
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
  };
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(settings.get("interviewDate", ""));
  const interview = date ? readDay(Number(date[1]), Number(date[2]), Number(date[3])) : undefined;
  return {
    retention: number("desiredRetention", 0.7, 0.99, 0.9),
    plan: {
      newPerDay: number("newPerDay", 0, 999, 5),
      reviewsPerDay: number("reviewsPerDay", 0, 9999, 50),
      ...(interview === undefined ? {} : { interview }),
    },
  };
}
