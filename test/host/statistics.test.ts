import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createLiveLibrary } from "../../src/host/liveLibrary";
import { createStatisticsPage, type StatisticsPage } from "../../src/host/statisticsPage";
import { createStudy, type Study } from "../../src/host/study";
import type { FromStatistics, StatisticsState } from "../../src/protocol";
import * as assert from "./assert";

const day = 86_400_000;
const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");

/** A panel as VS Code has it, as far as the page needs it: what it is sent is kept, and it says what a test says. */
function createPanel() {
  const states: StatisticsState[] = [];
  const heard = new vscode.EventEmitter<unknown>();
  const changed = new vscode.EventEmitter<void>();
  const disposed = new vscode.EventEmitter<void>();
  const panel = {
    visible: true,
    iconPath: undefined,
    webview: {
      html: "",
      options: {},
      cspSource: "here",
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: heard.event,
      postMessage: async ({ state }: { state: StatisticsState }) => states.push(state),
    },
    onDidChangeViewState: changed.event,
    onDidDispose: disposed.event,
    reveal: () => {},
    dispose: () => disposed.fire(),
  };
  return {
    panel: panel as unknown as vscode.WebviewPanel,
    states,
    say: (message: FromStatistics) => heard.fire(message),
    show: (visible: boolean) => {
      panel.visible = visible;
      changed.fire();
    },
  };
}

suite("The page of statistics", () => {
  const extension = vscode.extensions.getExtension("ml-interview-lab.ml-interview-lab");
  const log = vscode.window.createOutputChannel("Test of statistics", { log: true });
  const storage = vscode.Uri.joinPath(folder, "storage-of-statistics");
  const window = vscode.window as unknown as Record<string, unknown>;
  const commands = vscode.commands as unknown as Record<string, unknown>;
  const before = { ...vscode.window, ...vscode.commands };
  let study: Study;
  let statistics: StatisticsPage;
  let opened: ReturnType<typeof createPanel>;
  let parts: vscode.Disposable[] = [];
  let asked: unknown[][] = [];
  let serializer: vscode.WebviewPanelSerializer;

  setup(async () => {
    await vscode.workspace.fs.delete(storage, { recursive: true }).then(undefined, () => {});
    opened = createPanel();
    asked = [];
    window.createWebviewPanel = () => opened.panel;
    window.registerWebviewPanelSerializer = (_: string, made: vscode.WebviewPanelSerializer) => {
      serializer = made;
      return { dispose: () => {} };
    };
    const library = createLiveLibrary(extension?.extensionUri ?? folder, demos, log);
    study = createStudy(storage, library, log);
    statistics = createStatisticsPage(extension?.extensionUri ?? folder, library, study, log);
    parts = [library, study, statistics];
  });
  teardown(async () => {
    for (const part of parts) {
      part.dispose();
    }
    window.createWebviewPanel = before.createWebviewPanel;
    window.registerWebviewPanelSerializer = before.registerWebviewPanelSerializer;
    commands.executeCommand = before.executeCommand;
    await vscode.workspace.fs.delete(storage, { recursive: true }).then(undefined, () => {});
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  const page = () => opened.states.at(-1);
  async function until(isSo: () => unknown, what: string): Promise<void> {
    const end = performance.now() + 10_000;
    while (!isSo()) {
      assert.ok(performance.now() < end, `${what}; the page: ${JSON.stringify(page())}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  test("is opened by its command, once", async () => {
    window.createWebviewPanel = before.createWebviewPanel;
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.commands.executeCommand("mlInterview.showStatistics");
    await vscode.commands.executeCommand("mlInterview.showStatistics");
    await until(() => tabs().some(({ label }) => label === "Study Statistics"), "there is no page");
    assert.equal(tabs().length, 1);
  });

  test("shows a grade within 100 ms, and that it is taken back", async () => {
    await statistics.open();
    assert.equal(page()?.counts.reviews, 0);
    assert.equal(page()?.advice.action, "add");
    await study.record({ type: "add", question: "7.1/1" });
    await until(() => page()?.counts.questions === 1, "the question is not there");
    const start = performance.now();
    const graded = study.grade("7.1/1", 3, 40, "review");
    await until(() => page()?.counts.reviews === 1, "the grade is not there");
    const took = performance.now() - start;
    assert.ok(took < 100, `${took} ms`);
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
    await study.grade("7.1/1", 3, 40, "review");
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
    await study.grade("7.1/1", 3, 40, "review");
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
    commands.executeCommand = async (...given: unknown[]) => asked.push(given);
    opened.say({ type: "startReview" });
    opened.say({ type: "addQuestions" });
    opened.say({ type: "setInterviewDate" });
    opened.say({ type: "deleteAll" } as unknown as FromStatistics);
    assert.sameData(asked, [
      ["mlInterview.startReview"],
      ["mlInterview.addToStudy"],
      ["workbench.action.openSettings", "mlInterview.study.interviewDate"],
    ]);
  });
});
