import * as vscode from "vscode";
import {
  changeRound,
  countTime,
  eventsOf,
  findLastDone,
  goBackTo,
  goOn,
  type Interview,
  isOpen,
  resumeInterview,
  reviewIn,
  roundOf,
  secondsOf,
  startInterview,
} from "../core/study/interview";
import { act, type Outcome } from "../core/study/interview/act";
import { type PickedInterview, pickInterview } from "./interviewPicks";
import { openReport, reportOf } from "./interviewReport";
import { describeInterview, sayProgress } from "./interviewState";
import type { LiveLibrary } from "./liveLibrary";
import { allowFolders, createPage, type Page, webviewOptions } from "./page";
import { findMoment, type Study } from "./study";
import { whenHeard } from "./whenHeard";

const viewType = "mlInterview.interview";

/** The page of the mock interview: one at a time. */
export interface InterviewPage extends vscode.Disposable {
  /** Asks what the interview is to be, and begins it, or goes on with one that is not finished. */
  start(): Promise<void>;
  /** The question on the page, as long as its answer is not revealed. */
  asked(): string | undefined;
}

/** `follow` opens what a link in a question or an answer leads to; links of reports begin with `linkBase`. */
export function createInterviewPage(
  extensionUri: vscode.Uri,
  linkBase: string,
  library: LiveLibrary,
  study: Study,
  follow: (href: string, fromUri: string) => void,
  log: vscode.LogOutputChannel,
  clock: () => number = Date.now,
): InterviewPage {
  let page: Page<"study"> | undefined;
  let interview: Interview | undefined;
  let isInterrupted = false;
  let said = "";
  /** What the page says is done one after the other: a key that is pressed twice is not meant for two questions. */
  let doing: Promise<void> = Promise.resolve();

  function adopt(panel: vscode.WebviewPanel): void {
    panel.webview.options = webviewOptions(extensionUri, library.folders());
    page = createPage(extensionUri, panel, {
      kind: "study",
      log,
      onMessage: hear,
      onDispose: () => {
        page = undefined;
        change();
      },
    });
    panel.onDidChangeViewState(() => {
      change();
      void update();
    });
  }

  /**
   * Counts the time of the interview up to now, and changes it then where `act` does. The clock stands while the page is not
   * in sight.
   */
  function change(act: (interview: Interview) => Outcome | undefined = () => undefined): Outcome | undefined {
    if (!interview) {
      return undefined;
    }
    const now = clock();
    const counted = countTime(interview, now, false);
    const outcome = act(counted);
    const isInSight = page?.panel.visible === true && !isInterrupted;
    interview = countTime(outcome?.interview ?? counted, now, isInSight);
    said = outcome?.said ?? said;
    return outcome;
  }

  async function update(): Promise<void> {
    if (!page) {
      return;
    }
    const [now, all] = await Promise.all([study.now(), library.get()]);
    if (!page || !interview) {
      return;
    }
    for (let round = roundOf(interview); round && !all.find(round.question); round = roundOf(interview)) {
      const words = `${round.question} is not in the notes any more: it is skipped.`;
      change((one) => ({ interview: goOn(changeRound(one, { step: "skipped" })), said: words }));
    }
    change();
    const { panel } = page;
    const round = roundOf(interview);
    panel.title = round ? `Mock Interview: ${interview.at + 1} of ${interview.rounds.length}` : "Mock Interview";
    allowFolders(extensionUri, panel, library.folders());
    page.show(describeInterview({ interview, isInterrupted, now, library: all, said, webview: panel.webview }));
  }

  function hear(message: { type: string } & Record<string, unknown>): void {
    if (message.type === "follow" && typeof message.href === "string" && typeof message.uri === "string") {
      follow(message.href, message.uri);
    } else if (message.type === "startAnother") {
      void start();
    } else {
      doing = doing
        .then(() => hearInTurn(message))
        .then(update)
        .catch(fail);
    }
  }

  function fail(error: unknown): void {
    log.error("What the interview asked for could not be done.", error);
    void vscode.window.showErrorMessage(
      "ML Interview: what you did last could not be saved. It is kept while this window is open, and saved with the next grade.",
    );
  }

  const write = (record: () => Promise<unknown>) => whenHeard(study, record, fail);

  async function hearInTurn(message: { type: string } & Record<string, unknown>): Promise<void> {
    switch (message.type) {
      case "undo":
        return undo();
      case "openReport":
        return interview && openReport(await reportOf(interview, linkBase, library, study));
      case "copyReport":
        if (interview) {
          await vscode.env.clipboard.writeText(await reportOf(interview, linkBase, library, study));
          said = "The report is copied.";
        }
        return;
      default:
        return actOn(message);
    }
  }

  /** Does what the page says of the interview and of its question. */
  async function actOn(message: { type: string } & Record<string, unknown>): Promise<void> {
    const [{ progress }, all] = await Promise.all([study.now(), library.get()]);
    isInterrupted &&= message.type !== "goOn" && message.type !== "end";
    const round = interview && roundOf(interview);
    if (isInterrupted) {
      return;
    }
    const question = round?.question ?? "";
    const answers = all.find(question)?.answers.map(({ text }) => text) ?? [];
    const isApart = !progress.cards.get(question)?.added;
    const { grade } = change((one) => act(one, message, { answers, isApart })) ?? {};
    if (round && grade) {
      const review = { type: "grade", question, grade, seconds: secondsOf(round), source: "interview" } as const;
      await write(() => study.record(...(isApart ? [{ type: "add", question } as const] : []), review));
    }
  }

  /** Back at the question before, its grade taken back. */
  async function undo(): Promise<void> {
    const index = interview && findLastDone(interview);
    const round = index === undefined ? undefined : interview?.rounds[index];
    if (!interview || index === undefined || !round) {
      return;
    }
    const { progress } = await study.now();
    const review = reviewIn(interview, round.question, progress);
    const words = `Back at ${round.question}${review ? ": its grade is taken back" : ""}.`;
    change((one) => ({ interview: goBackTo(one, index), said: words }));
    for (const { id } of review ? eventsOf(review, round.question, progress) : []) {
      await write(() => study.undo((event) => event.id === id));
    }
  }

  async function begin({ choice, drawn }: PickedInterview): Promise<void> {
    const { events } = await study.log();
    // Another machine's clock may be ahead: what it wrote is not of this interview.
    interview = startInterview(choice, drawn, findMoment(events, clock()));
    said = "";
  }

  async function start(): Promise<void> {
    const unfinished = interview?.rounds.some(isOpen) ? sayProgress(interview) : undefined;
    const picked = await pickInterview(library, study, unfinished);
    if (!picked) {
      return;
    }
    isInterrupted = false;
    if (picked !== "goOn") {
      await begin(picked);
    }
    if (page) {
      page.panel.reveal();
    } else {
      const options = { ...webviewOptions(extensionUri, library.folders()), enableFindWidget: true };
      adopt(vscode.window.createWebviewPanel(viewType, "Mock Interview", vscode.ViewColumn.Active, options));
    }
    if (picked === "goOn") {
      change((one) => ({ interview: goOn(one), said: "" }));
    }
    await update();
  }

  const subscriptions = [
    study.onDidChange(() => void update()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("markdown") && void update()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        const kept = typeof saved === "object" && saved !== null ? (saved as Record<string, unknown>) : {};
        const resumed = resumeInterview(kept.interview, kept.took);
        if (page || !resumed) {
          panel.dispose();
          return;
        }
        interview = resumed;
        isInterrupted = roundOf(resumed) !== undefined;
        adopt(panel);
        await update();
      },
    }),
  ];

  return {
    start,
    asked: () => {
      const round = page && interview && roundOf(interview);
      return round?.step === "asked" ? round.question : undefined;
    },
    dispose: () => vscode.Disposable.from(...subscriptions, ...(page ? [page.panel] : [])).dispose(),
  };
}
