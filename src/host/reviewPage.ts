import * as vscode from "vscode";
import { act, sayDone } from "../core/study/act";
import { planIntervals } from "../core/study/queue";
import {
  type Done,
  findLeft,
  findUndoable,
  forget,
  isDone,
  resume,
  type Session,
  settle,
  startSession,
} from "../core/study/session";
import { createStopwatch } from "../core/study/stopwatch";
import type { Guesses } from "./guesses";
import type { LiveLibrary } from "./liveLibrary";
import { allowFolders, createPage, type Page, webviewOptions } from "./page";
import { describeReview } from "./reviewState";
import { findMoment, type Study } from "./study";
import { whenHeard } from "./whenHeard";

const viewType = "mlInterview.review";
const statistics = "mlInterview.showStatistics";

/** The page of the review session: one at a time. */
export interface ReviewPage extends vscode.Disposable {
  /** Shows the session that is under way, or begins one. */
  start(): Promise<void>;
  /** Takes the newest grade back, or what else was done to a question: of the session, else of any. */
  undo(): Promise<void>;
  /** Says in a line of the page what happened elsewhere. */
  say(words: string): void;
  /** The question on the page, as long as its answer is not revealed. */
  asked(): string | undefined;
  /** Whether the page has the focus and the learner is not in the middle of an answer. */
  isFree(): boolean;
}

/** `follow` opens what a link in a question or an answer leads to. */
export function createReviewPage(
  extensionUri: vscode.Uri,
  library: LiveLibrary,
  study: Study,
  guesses: Guesses,
  follow: (href: string, fromUri: string) => void,
  log: vscode.LogOutputChannel,
): ReviewPage {
  const stopwatch = createStopwatch(Date.now);
  let page: Page<"study"> | undefined;
  let session: Session = startSession(0, study.window);
  let said = "";
  /** Whether there is something in the field for the learner's own answer. */
  let isWriting = false;
  /** A question that is to be shown as soon as it can be. */
  let wanted: string | undefined;
  let hasStatistics = false;
  /** What the page says is done one after the other: a key that is pressed twice is not meant for two questions. */
  let doing: Promise<void> = Promise.resolve();

  function adopt(panel: vscode.WebviewPanel): void {
    panel.webview.options = webviewOptions(extensionUri, library.folders());
    const watch = () => {
      if (panel.visible) {
        stopwatch.run();
      } else {
        stopwatch.pause();
        isWriting = false;
      }
    };
    panel.onDidChangeViewState(watch);
    watch();
    page = createPage(extensionUri, panel, {
      kind: "study",
      log,
      onMessage: hear,
      onDispose: () => {
        page = undefined;
        stopwatch.pause();
      },
    });
  }

  /** Begins a session, or goes on with one that a page kept, unless that is of another day. */
  async function begin(kept?: unknown): Promise<void> {
    const [{ events }, { today }, commands] = await Promise.all([
      study.log(),
      study.now(),
      vscode.commands.getCommands(true),
    ]);
    hasStatistics = commands.includes(statistics);
    const resumed = resume(kept, study.window);
    // Another machine's clock may be ahead: what it wrote is not of this session.
    const start = findMoment(events, Date.now());
    session = resumed && resumed.start >= today.start ? resumed : startSession(start, study.window);
    said = "";
  }

  /** Shows what is to be asked now. */
  async function update(): Promise<void> {
    if (!page) {
      return;
    }
    const [now, all] = await Promise.all([study.now(), library.get()]);
    if (!page) {
      return;
    }
    const left = findLeft(session, now.progress, now.order, now.queue);
    const before = session.shown;
    session = settle(session, left, wanted);
    if (session.shown !== before) {
      stopwatch.reset();
      if (before !== "" && session.shown !== wanted) {
        said = `${before} was dealt with elsewhere.`;
      }
    }
    const count = left.due.length + left.fresh.length + left.practice.length;
    page.panel.title = count > 0 ? `Review: ${count} left` : "Review";
    allowFolders(extensionUri, page.panel, library.folders());
    const { webview } = page.panel;
    page.show(describeReview({ session, left, now, library: all, guesses, hasStatistics, said, webview }));
  }

  function hear(message: { type: string } & Record<string, unknown>): void {
    if (message.type === "follow" && typeof message.href === "string" && typeof message.uri === "string") {
      follow(message.href, message.uri);
    } else if (message.type === "addQuestions") {
      void vscode.commands.executeCommand("mlInterview.addToStudy");
    } else if (message.type === "showStatistics") {
      void vscode.commands.executeCommand(statistics);
    } else if (message.type === "undo") {
      void inTurn(undo);
    } else if (message.type === "writing") {
      isWriting = message.isWriting === true;
    } else {
      void inTurn(() => answer(message));
    }
  }

  function inTurn(next: () => Promise<void>): Promise<void> {
    doing = doing.then(next).then(update).catch(fail);
    return doing;
  }

  function fail(error: unknown): void {
    log.error("The review log could not be read or written.", error);
    void vscode.window.showErrorMessage(
      "ML Interview: what you did last could not be saved. It is kept while this window is open, and saved with the next grade.",
    );
  }

  const hasBeenHeard = (write: () => Promise<unknown>) => whenHeard(study, write, fail);

  /** Does what the page says of the question that it shows. */
  async function answer(message: Record<string, unknown>): Promise<void> {
    const { progress, order, queue, model, plan, today } = await study.now();
    const { shown } = session;
    const card = progress.cards.get(shown);
    if (!card) {
      return;
    }
    const isPractice = findLeft(session, progress, order, queue).practice.includes(shown);
    const outcome = act(session, message, isPractice, planIntervals(card, model, plan, today));
    if (!outcome) {
      return;
    }
    const { event } = outcome;
    session = outcome.session;
    said = outcome.said ?? said;
    if (event?.type === "grade") {
      await hasBeenHeard(() => study.grade(shown, event.grade, stopwatch.seconds()));
    } else if (event) {
      await hasBeenHeard(() => study.record({ ...event, question: shown }));
    }
  }

  async function undo(): Promise<void> {
    const { progress } = await study.now();
    const event = findUndoable(session, progress);
    if (event) {
      await takeBack(event);
    }
  }

  async function takeBack(event: Done): Promise<void> {
    wanted = event.question;
    stopwatch.reset();
    session = forget(session, event.question);
    said = `Taken back: ${sayDone(event)}.`;
    await hasBeenHeard(() => study.undo(({ id }) => id === event.id));
    await update();
    wanted = undefined;
  }

  const subscriptions = [
    study.onDidChange(() => void update()),
    guesses.onDidChange(() => void update()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("markdown") && void update()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        if (page) {
          panel.dispose();
          return;
        }
        await begin(typeof saved === "object" && saved !== null && "session" in saved ? saved.session : undefined);
        if (page) {
          panel.dispose();
        } else {
          adopt(panel);
        }
        await update();
      },
    }),
  ];

  return {
    start: async () => {
      const { Active, Beside } = vscode.ViewColumn;
      const column = vscode.window.activeTextEditor ? Beside : Active;
      if (!page || session.shown === "") {
        await begin();
      }
      if (page) {
        page.panel.reveal();
      } else {
        const options = { ...webviewOptions(extensionUri, library.folders()), enableFindWidget: true };
        adopt(vscode.window.createWebviewPanel(viewType, "Review", column, options));
      }
      await update();
    },
    undo: () =>
      inTurn(async () => {
        const { progress } = await study.now();
        const event = findUndoable(session, progress) ?? progress.undoable.filter(isDone).at(-1);
        if (event) {
          await takeBack(event);
        }
        const words = event ? `took back ${sayDone(event)}` : "there is nothing to take back";
        vscode.window.setStatusBarMessage(`ML Interview: ${words}.`, 5_000);
      }),
    say: (words) => {
      said = words;
      void update();
    },
    asked: () => (page && session.step !== "answer" ? session.shown || undefined : undefined),
    isFree: () => page?.panel.active === true && !isWriting && (session.shown === "" || session.step === "question"),
    dispose: () => vscode.Disposable.from(...subscriptions, ...(page ? [page.panel] : [])).dispose(),
  };
}
