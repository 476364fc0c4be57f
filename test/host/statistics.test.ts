import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createLiveLibrary } from "../../src/host/liveLibrary";
import { createStatisticsPage, type StatisticsPage } from "../../src/host/statisticsPage";
import { createStudy, type Study } from "../../src/host/study";
import type { FromStatistics, StatisticsState } from "../../src/protocol";
import * as assert from "./assert";
import { createPanel } from "./fakePanel";
import { replaceIn, replaceInWindow } from "./replaceIn";
import { extensionUri, newStorage } from "./sample";

const day = 86_400_000;

suite("The page of statistics", () => {
  const log = vscode.window.createOutputChannel("Test of statistics", { log: true });
  let restore = () => {};
  let study: Study;
  let statistics: StatisticsPage;
  let opened: ReturnType<typeof createPanel<StatisticsState, FromStatistics>>;
  let parts: vscode.Disposable[] = [];
  let serializer: vscode.WebviewPanelSerializer;

  setup(() => {
    opened = createPanel();
    restore = replaceInWindow({
      createWebviewPanel: () => opened.panel,
      registerWebviewPanelSerializer: (_: string, made: vscode.WebviewPanelSerializer) => {
        serializer = made;
        return { dispose: () => {} };
      },
    });
    const library = createLiveLibrary(extensionUri, demos, log);
    study = createStudy(newStorage(), library, log);
    statistics = createStatisticsPage(extensionUri, library, study, log);
    parts = [library, study, statistics];
  });
  teardown(async () => {
    for (const part of parts) {
      part.dispose();
    }
    restore();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  const page = () => opened.states.at(-1);
  const until = (isSo: () => unknown, what: string) => opened.until(isSo, what);

  test("is opened by its command, once", async () => {
    restore();
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.commands.executeCommand("mlInterview.showStatistics");
    await vscode.commands.executeCommand("mlInterview.showStatistics");
    await until(() => tabs().some(({ label }) => label === "Study Statistics"), "there is no page");
    assert.equal(tabs().length, 1);
  });

  test("shows a grade at once, before it is written, and that it is taken back", async () => {
    await statistics.open();
    assert.equal(page()?.counts.reviews, 0);
    assert.equal(page()?.advice.action, "add");
    await study.record({ type: "add", question: "7.1/1" });
    await until(() => page()?.counts.questions === 1, "the question is not there");
    const graded = study.grade("7.1/1", 3, 40);
    await until(() => page()?.counts.reviews === 1, "the grade is not there");
    await graded;
    const { today, calendar = [], forecast, groups = [], counts } = page() ?? {};
    const now = new Date();
    assert.equal(
      today,
      [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-"),
    );
    assert.equal(calendar.at(-1), 1);
    assert.equal(forecast?.[3], 1);
    assert.equal(counts?.streak, 1);
    assert.sameData(
      groups.slice(0, 2).map(({ name, reviews, medianSeconds }) => [name, reviews, medianSeconds]),
      [
        ["All reviews", 1, 40],
        ["7.1 Basics", 1, 40],
      ],
    );
    await study.undo();
    await until(() => page()?.counts.reviews === 0, "the grade was not taken back");
  });

  test("reckons nothing while it is out of sight, and all when it is shown again", async () => {
    await statistics.open();
    const sent = opened.states.length;
    opened.show(false);
    await study.record({ type: "add", question: "7.1/1" });
    await study.grade("7.1/1", 3, 40);
    assert.equal(opened.states.length, sent);
    opened.show(true);
    await until(() => page()?.counts.reviews === 1, "the grade is not there");
  });

  test("is there again after the window was reloaded", async () => {
    await study.record({ type: "add", question: "7.1/1" });
    await serializer.deserializeWebviewPanel(opened.panel, undefined);
    assert.equal(page()?.counts.questions, 1);
  });

  test("knows the interview of the settings, and expects to recall on the day", async () => {
    const settings = vscode.workspace.getConfiguration("mlInterview.study");
    const date = new Date(Date.now() + 20 * day);
    const text = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((n) => String(n).padStart(2, "0"))
      .join("-");
    await statistics.open();
    await study.record({ type: "add", question: "7.1/1" });
    await study.grade("7.1/1", 3, 40);
    await until(() => page()?.counts.reviews === 1, "the grade is not there");
    assert.equal(page()?.interview, undefined);
    try {
      await settings.update("interviewDate", text, vscode.ConfigurationTarget.Global);
      await until(() => page()?.interview?.days === 20, "the interview is not known");
      const { ifStopped, ifKept } = page()?.interview?.readiness?.onTheDay ?? {};
      assert.ok((ifKept?.mean ?? 0) > (ifStopped?.mean ?? 1));
    } finally {
      await settings.update("interviewDate", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test("does what its buttons say, and nothing else that it is told", async () => {
    await statistics.open();
    const asked: unknown[][] = [];
    const restoreCommands = replaceIn(vscode.commands, {
      executeCommand: async (...given: unknown[]) => asked.push(given),
    });
    opened.say({ type: "startReview" });
    opened.say({ type: "addQuestions" });
    opened.say({ type: "setInterviewDate" });
    opened.say({ type: "deleteAll" } as unknown as FromStatistics);
    restoreCommands();
    assert.sameData(asked, [
      ["mlInterview.startReview"],
      ["mlInterview.addToStudy"],
      ["workbench.action.openSettings", "mlInterview.study.interviewDate"],
    ]);
  });
});
