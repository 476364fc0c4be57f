import * as vscode from "vscode";
import { gradeNames, isGrade } from "../core/study/event";
import {
  changeRound,
  countTime,
  eventsOf,
  findLastDone,
  finish,
  goBackTo,
  goOn,
  type Interview,
  isOpen,
  resumeInterview,
  reviewIn,
  roundOf,
  secondsOf,
  startInterview,
  tick,
} from "../core/study/interview";
import { makeCheckList } from "../core/study/interview/checkList";
import { drawQuestions } from "../core/study/interview/draw";
import { resultsOf, writeReport } from "../core/study/interview/report";
import type { FromInterview } from "../protocol";
import { type PickedInterview, pickInterview } from "./interviewPicks";
import { describeInterview, sayProgress } from "./interviewState";
import type { LiveLibrary } from "./liveLibrary";
import { allowFolders, createPage, type Page, webviewOptions } from "./page";
import type { Study } from "./study";
import { whenHeard } from "./whenHeard";

const viewType = "mlInterview.interview";

/** The page of the mock interview: one at a time. */
export interface InterviewPage extends vscode.Disposable {
  /** Asks what the interview is to be, and begins it, or goes on with one that is not finished. */
  start(): Promise<void>;
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
        change((same) => same);
      },
    });
    panel.onDidChangeViewState(() => {
      change((same) => same);
      void update();
    });
  }

  /** Changes the interview, its time counted up to now. The clock stands while the page is not in sight. */
  function change(act: (interview: Interview) => Interview, words = said): void {
    if (interview) {
      const now = clock();
      const isInSight = page?.panel.visible === true && !isInterrupted;
      interview = countTime(act(countTime(interview, now, false)), now, isInSight);
      said = words;
    }
  }

  async function update(): Promise<void> {
    const [now, all] = await Promise.all([study.now(), library.get()]);
    if (!page || !interview) {
      return;
    }
    for (let round = roundOf(interview); round && !all.find(round.question); round = roundOf(interview)) {
      const words = `${round.question} is not in the notes any more: it is skipped.`;
      change((one) => goOn(changeRound(one, { step: "skipped" })), words);
    }
    change((same) => same);
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
        .then(() => act(message))
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

  async function act(message: Record<string, unknown>): Promise<void> {
    const asked = message.type as Exclude<FromInterview["type"], "startAnother">;
    const typed = typeof message.typed === "string" ? { typed: message.typed } : {};
    switch (asked) {
      case "pause":
        change((one) => ({ ...one, paused: message.isPaused === true }), message.isPaused === true ? "Paused." : "");
        return;
      case "undo":
        await undo();
        return;
      case "end":
        isInterrupted = false;
        change((one) => finish(changeRound(one, typed)), "");
        return;
      case "goOn":
        isInterrupted = false;
        change(goOn, "");
        return;
      case "openReport":
        await vscode.window.showTextDocument(
          await vscode.workspace.openTextDocument({ language: "markdown", content: await report() }),
          { viewColumn: vscode.ViewColumn.Beside, preview: false },
        );
        return;
      case "copyReport":
        await vscode.env.clipboard.writeText(await report());
        said = "The report is copied.";
        return;
      case "reveal":
      case "answerAloud":
      case "tick":
      case "grade":
      case "moveOn":
        await answer(asked, message, typed);
        return;
      default:
        asked satisfies never;
    }
  }

  /** Does what the page says of the question that it shows. */
  async function answer(
    asked: Extract<FromInterview, { id: string }>["type"],
    message: Record<string, unknown>,
    typed: { typed?: string },
  ): Promise<void> {
    const round = interview && roundOf(interview);
    if (!round || isInterrupted || message.id !== round.question) {
      return;
    }
    const { question, step } = round;
    switch (asked) {
      case "reveal":
        if (step === "asked") {
          const answers = (await library.get()).find(question)?.answers.map(({ text }) => text) ?? [];
          const points = makeCheckList(answers);
          change((one) => ({ ...changeRound(one, { ...typed, points, step: "revealed" }), paused: false }), "");
        }
        return;
      case "answerAloud":
        change((one) => changeRound(one, { isAloud: message.isAloud === true }), "");
        return;
      case "tick":
        if (step === "revealed") {
          change((one) => tick(one, Number(message.point), message.isTicked === true), "");
        }
        return;
      case "grade": {
        const { grade } = message;
        if (step === "revealed" && isGrade(grade)) {
          const { progress } = await study.now();
          const isNew = !progress.cards.get(question)?.added;
          const words = `${question}: ${gradeNames[grade]}.${isNew ? " It is added to your study." : ""}`;
          change((one) => goOn(changeRound(one, { step: "done" })), words);
          const review = { type: "grade", question, grade, seconds: secondsOf(round), source: "interview" } as const;
          await write(() => study.record(...(isNew ? [{ type: "add", question } as const] : []), review));
        }
        return;
      }
      case "moveOn": {
        const next = step === "asked" ? "skipped" : "done";
        const words = step === "asked" ? `${question} is skipped.` : `${question} is not graded.`;
        change((one) => goOn(changeRound(one, { ...(step === "asked" && typed), step: next })), words);
        return;
      }
      default:
        asked satisfies never;
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
    change((one) => goBackTo(one, index), `Back at ${round.question}${review ? ": its grade is taken back" : ""}.`);
    for (const { id } of review ? eventsOf(review, round.question, progress) : []) {
      await write(() => study.undo((event) => event.id === id));
    }
  }

  async function report(): Promise<string> {
    const [{ progress }, all] = await Promise.all([study.now(), library.get()]);
    return interview
      ? writeReport(
          interview,
          resultsOf(interview, all, progress),
          gradeNames,
          (question) => `${linkBase}/question/${encodeURI(question).replaceAll("(", "%28").replaceAll(")", "%29")}`,
        )
      : "";
  }

  async function begin({ choice, candidates }: PickedInterview): Promise<void> {
    const { events } = await study.log();
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    // Another machine's clock may be ahead: what it wrote is not of this interview.
    const at = Math.max(clock(), (events.at(-1)?.at ?? 0) + 1);
    interview = startInterview(choice, drawQuestions(candidates, choice.minutes, seed), at);
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
      change(goOn, "");
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
    dispose: () => vscode.Disposable.from(...subscriptions, ...(page ? [page.panel] : [])).dispose(),
  };
}
