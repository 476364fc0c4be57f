import * as vscode from "vscode";
import { noFilter } from "./core/library";
import { demoCards, findCard } from "./demos/cards";
import { createAnswerPages } from "./host/answerPage";
import { createCodeHints } from "./host/codeHints";
import { createDemoPage } from "./host/demoPage";
import { createDueItem } from "./host/dueItem";
import { createGuesses } from "./host/guesses";
import { createInterviewPage } from "./host/interviewPage";
import { registerTools } from "./host/languageModelTools";
import { createUriHandler, followLink, type LinkTargets } from "./host/links";
import { createLiveLibrary } from "./host/liveLibrary";
import { createMilestones } from "./host/milestones";
import { openSource } from "./host/openSource";
import { exportProgress, importProgress } from "./host/progressFile";
import type { Node } from "./host/questionItems";
import { drawQuestion, pickDemo, pickFilter, pickQuestion } from "./host/questionPicks";
import { createQuestionTree } from "./host/questionTree";
import { relinkQuestion } from "./host/relink";
import { createReviewPage } from "./host/reviewPage";
import { createRuns } from "./host/runs";
import { createStatisticsPage } from "./host/statisticsPage";
import { createStudy } from "./host/study";
import { addToStudy, findQuestionForToday, recordFor } from "./host/studyCommands";
import { createStudyWhileBuilding } from "./host/studyWhileBuilding";
import { syncProgress } from "./host/syncProgress";

/** What is under way when the window closes. */
let finish: (() => Promise<void>) | undefined;

/** VS Code waits for this: a grade given just before is written. */
export const deactivate = (): Promise<void> | undefined => finish?.();

/** Makes the parts, top-down, and the table of commands. Reads no file: the first view or page that asks does. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, extension } = context;
  const linkBase = `${vscode.env.uriScheme}://${extension.id}`;
  const log = vscode.window.createOutputChannel("ML Interview", { log: true });
  const library = createLiveLibrary(extensionUri, demoCards, log);
  const study = createStudy(context.globalStorageUri, library, log);
  finish = study.flush;
  const tree = createQuestionTree(library, study);
  const follow = (href: string, from?: string) => followLink(href, from, library, targets);
  const answers = createAnswerPages(extensionUri, library, follow, (id) => void tree.reveal(id), log);
  const guesses = createGuesses(context.globalState);
  const demo = createDemoPage(extensionUri, linkBase, library, guesses, follow, log);
  const review = createReviewPage(extensionUri, library, study, guesses, follow, log);
  const interview = createInterviewPage(extensionUri, linkBase, library, study, follow, log);
  const statistics = createStatisticsPage(extensionUri, library, study, log);
  const runs = createRuns();
  const building = createStudyWhileBuilding(review, runs);
  const targets: LinkTargets = {
    openQuestion: async (id) => {
      if ((await library.get()).find(id)) {
        await answers.open(id);
      } else {
        void vscode.window.showWarningMessage("ML Interview: the link leads to a question that does not exist.");
      }
    },
    openDemo: (id, params) => void demo.open(id, params),
    openReview: () => void building.start(),
  };

  /** What a command is about: the row it was called on, else the page in front. */
  const idOf = (node?: Node) => (node?.kind === "question" ? node.entry.id : answers.activeId());
  const openIf = (id: string | undefined) => id && answers.open(id);

  const commands: Record<string, (argument: never) => unknown> = {
    goToQuestion: async () => openIf(await pickQuestion(library)),
    openRandomQuestion: async () => openIf(await drawQuestion(library, answers.activeId())),
    filterQuestions: () => pickFilter(tree),
    clearFilter: () => tree.setFilter(noFilter),
    runDemo: async (node?: Node) => {
      const own = node?.kind === "question" ? node.entry.demos : undefined;
      const id = own?.length === 1 ? own[0] : await pickDemo(own);
      return id && demo.open(id, {});
    },
    openQuestion: (id: string) => answers.open(id),
    openDemo: (id: string) => findCard(id) && demo.open(id, {}),
    openToSide: (node?: Node) => {
      const id = idOf(node);
      return id && answers.openToSide(id);
    },
    openSource: (node?: Node) => openSource(library, idOf(node)),
    openQuestionOfTheDay: async () => openIf(await findQuestionForToday(study)),
    startReview: () => building.start(),
    startInterview: () => interview.start(),
    undoGrade: () => review.undo(),
    showStatistics: () => statistics.open(),
    addToStudy: async (node?: Node) => addToStudy(study, library, node),
    removeFromStudy: (node?: Node) => recordFor(study, node, "remove"),
    suspendQuestion: (node?: Node) => recordFor(study, node, "suspend"),
    resumeQuestion: (node?: Node) => recordFor(study, node, "resume"),
    relinkQuestion: () => relinkQuestion(study, library),
    // In a remote window the setting is not among those of the user: notes are where the extension runs.
    chooseNotes: () =>
      vscode.commands.executeCommand(`workbench.action.open${vscode.env.remoteName ? "Remote" : ""}Settings`, {
        query: "mlInterview.notes",
      }),
    exportProgress: () => exportProgress(study, log),
    importProgress: () => importProgress(study, log),
    goToNextQuestion: () => answers.navigate("next"),
    goToPreviousQuestion: () => answers.navigate("previous"),
    goBack: () => answers.navigate("back"),
    goForward: () => answers.navigate("forward"),
  };

  context.subscriptions.push(
    log,
    library,
    study,
    tree,
    answers,
    demo,
    guesses,
    review,
    interview,
    statistics,
    runs,
    building,
    createDueItem(study, building),
    createCodeHints(library),
    createMilestones(study, demo.onDidMeasure),
    syncProgress(study, context.globalState, log),
    registerTools(extensionUri, library, study, () => [review, interview].flatMap((page) => page.asked() ?? [])),
    vscode.window.registerUriHandler(createUriHandler(targets)),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`mlInterview.${name}`, run)),
  );
}
