import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createDueItem } from "../../src/host/dueItem";
import { createGuesses } from "../../src/host/guesses";
import { createLiveLibrary } from "../../src/host/liveLibrary";
import { createReviewPage } from "../../src/host/reviewPage";
import { createRuns, isWaitedFor, type Run } from "../../src/host/runs";
import { createStudy } from "../../src/host/study";
import { createStudyWhileBuilding, type StudyWhileBuilding } from "../../src/host/studyWhileBuilding";
import * as assert from "./assert";
import { createState } from "./fakeState";
import { replaceIn, replaceInWindow } from "./replaceIn";
import { extensionUri, folder, newStorage } from "./sample";
import { until } from "./until";

const isWeb = "WorkerGlobalScope" in globalThis;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const offerAfter = (seconds: number | undefined) =>
  vscode.workspace
    .getConfiguration("mlInterview.study")
    .update("offerAfterSeconds", seconds, vscode.ConfigurationTarget.Global);

/** A task that ends when it is told to, with that code; in any host. */
function createTask(name: string) {
  const closed = new vscode.EventEmitter<number>();
  const terminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    onDidClose: closed.event,
    open() {},
    close() {},
  };
  const execution = new vscode.CustomExecution(async () => terminal);
  const task = new vscode.Task({ type: "test-of-study", name }, vscode.TaskScope.Workspace, name, "test", execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Never };
  return { task, end: (code: number) => closed.fire(code) };
}

suite("Study while it builds", () => {
  const log = vscode.window.createOutputChannel("Test of building", { log: true });
  let parts: vscode.Disposable[] = [];
  let building: StudyWhileBuilding;
  let item: vscode.StatusBarItem;
  let ended: { run: Run; how: string }[] = [];
  let isFree: () => boolean;
  let said: string[] = [];

  setup(async () => {
    ended = [];
    said = [];
    const { createStatusBarItem } = vscode.window;
    // What no test can see into, and what the extension under test has registered itself.
    const restore = replaceInWindow({
      createStatusBarItem: (id: string, ...more: [vscode.StatusBarAlignment, number]) => {
        item = createStatusBarItem(`test.${id}`, ...more);
        return item;
      },
      registerWebviewPanelSerializer: () => ({ dispose: () => {} }),
    });
    const library = createLiveLibrary(extensionUri, demos, log);
    const study = createStudy(newStorage(), library, log);
    const guesses = createGuesses(createState().state);
    const review = createReviewPage(extensionUri, library, study, guesses, () => {}, log);
    const runs = createRuns();
    isFree = review.isFree;
    const say = (words: string) => {
      said.push(words);
      review.say(words);
    };
    building = createStudyWhileBuilding({ ...review, say }, runs);
    const listening = runs.onDidEnd((event) => ended.push(event));
    parts = [listening, library, study, review, runs, building, createDueItem(study, building)];
    restore();
    await study.record({ type: "add", question: "7.1/12" });
    await until(() => item.text === "$(mortar-board) 1", "the item is not ready");
  });
  teardown(async () => {
    vscode.Disposable.from(...parts).dispose();
    await offerAfter(undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  const showCode = () => vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "train.py"));
  const activeTab = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;

  test("is offered when a task has taken long, leads beside the code, and back when it ends", async () => {
    await offerAfter(1);
    await showCode();
    const { task, end } = createTask("slow build");
    const start = Date.now();
    await vscode.tasks.executeTask(task);
    await until(
      () => item.text === "$(mortar-board) Study while it builds",
      () => `no offer: ${item.text}`,
    );
    assert.ok(Date.now() - start > 900, `after ${Date.now() - start} ms`);
    assert.equal(item.tooltip, "ML Interview: “slow build” takes a while; 1 new");
    assert.equal(activeTab(), "train.py");
    await building.start();
    await until(isFree, "the session is not in front");
    await until(() => vscode.window.tabGroups.all.length === 2, "the session is not beside the code");
    await until(() => activeTab()?.startsWith("Review") === true, "the session is not the active tab");
    end(0);
    await until(() => said.length > 0, "it was not said");
    await until(() => activeTab() === "train.py", "the code is not in front");
    assert.ok(/^“slow build” (finished: exit code 0|ended)\.$/.test(said.join()), said.join());
    assert.equal(vscode.window.tabGroups.all.length, 2, "the session is closed");
    await until(
      () => item.text === "$(mortar-board) 1",
      () => `still an offer: ${item.text}`,
    );
  });

  test("says how a process ended", async function () {
    // A web worker starts no process, and the oldest VS Code that is served here has no terminals.
    if (isWeb || vscode.version.startsWith("1.90.")) {
      this.skip();
    }
    await offerAfter(1);
    await showCode();
    const execution = new vscode.ProcessExecution("sh", ["-c", "sleep 3; exit 3"]);
    const task = new vscode.Task({ type: "test-of-study" }, vscode.TaskScope.Workspace, "tests", "test", execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Never };
    await vscode.tasks.executeTask(task);
    await until(() => building.offered() !== undefined, "no offer");
    await building.start();
    await until(() => said.length > 0, "it was not said", 20);
    assert.sameData(said, ["“tests” failed: exit code 3."]);
    assert.equal(ended.length, 1);
  });

  test("calls nobody away who did not come by the offer, or is somewhere else by now", async () => {
    await offerAfter(1);
    await showCode();
    const [first, second] = [createTask("first"), createTask("second")];
    await vscode.tasks.executeTask(first.task);
    await building.start();
    await until(isFree, "the session is not in front");
    await until(() => building.offered() !== undefined, "no offer");
    first.end(0);
    await until(() => ended.length === 1, "it did not end");
    assert.ok(isFree());
    assert.equal(said.length, 0);

    await vscode.tasks.executeTask(second.task);
    await until(() => building.offered() !== undefined, "no second offer");
    await showCode();
    await until(() => !isFree(), "the code is not in front");
    await building.start();
    await until(isFree, "the session is not in front again");
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "notes.md"), { viewColumn: 3 });
    await until(() => !isFree(), "the session is still in front");
    second.end(1);
    await until(() => said.length === 1, "it was not said");
    await wait(300);
    assert.equal(activeTab(), "notes.md");
  });

  test("is not offered at once, nor at all where the setting is 0", async () => {
    const { task, end } = createTask("short");
    await vscode.tasks.executeTask(task);
    await wait(1_200);
    assert.equal(building.offered(), undefined);
    await offerAfter(1);
    await until(() => building.offered()?.name === "short", "a changed setting does not count");
    await offerAfter(0);
    await until(() => building.offered() === undefined, "it is offered all the same");
    await until(
      () => item.text === "$(mortar-board) 1",
      () => `still an offer: ${item.text}`,
    );
    end(0);
    await until(() => ended.length === 1, "it did not end");
  });

  test("waits for launches of the debugger and for commands, not for what is attached to or started by another", () => {
    const events = {
      debugStart: new vscode.EventEmitter<object>(),
      debugEnd: new vscode.EventEmitter<object>(),
      shellStart: new vscode.EventEmitter<object>(),
      shellEnd: new vscode.EventEmitter<object>(),
    };
    // No debugger comes with VS Code, and its terminals tell of commands from 1.93 on.
    const restore = replaceIn(vscode.debug, {
      onDidStartDebugSession: events.debugStart.event,
      onDidTerminateDebugSession: events.debugEnd.event,
    });
    const restoreWindow = replaceInWindow({
      onDidStartTerminalShellExecution: events.shellStart.event,
      onDidEndTerminalShellExecution: events.shellEnd.event,
    });
    const runs = createRuns(() => 7);
    const heard: string[] = [];
    runs.onDidEnd(({ how }) => heard.push(how));
    try {
      const launch = { name: "train", configuration: { request: "launch" } };
      const child = { name: "worker", configuration: { request: "launch" }, parentSession: launch };
      const attached = { name: "server", configuration: { request: "attach" } };
      const tests = { commandLine: { value: "pytest -x" } };
      const editor = { commandLine: { value: "vim a.py" } };
      for (const session of [launch, child, attached]) {
        events.debugStart.fire(session);
      }
      for (const execution of [tests, editor]) {
        events.shellStart.fire({ execution, terminal: { creationOptions: {} } });
      }
      // A task's terminal tells of its command, and of that of the next task that has it: they are waited for as tasks.
      const terminal = { creationOptions: { shellArgs: ["-c", "make all"] } };
      for (const value of ["make all", "make test"]) {
        events.shellStart.fire({ execution: { commandLine: { value } }, terminal });
      }
      assert.sameData(runs.all(), [
        { name: "train", does: "runs", since: 7 },
        { name: "pytest -x", does: "runs", since: 7 },
      ]);
      events.shellEnd.fire({ execution: tests, exitCode: 1 });
      events.shellEnd.fire({ execution: editor, exitCode: 0 });
      events.debugEnd.fire(child);
      events.debugEnd.fire(launch);
      assert.sameData(heard, ["“pytest -x” failed: exit code 1.", "“train” ended."]);
      assert.equal(runs.all().length, 0);
    } finally {
      runs.dispose();
      restore();
      restoreWindow();
    }
  });

  test("is about tests, builds and trainings in a terminal, not about editors and servers", () => {
    const yes = [
      "pytest -x",
      "npm test",
      "npm run build",
      "python train.py",
      "make -j4",
      "cargo bench",
      "Rscript fit.R",
      "python -m unittest tests.a",
    ];
    const no = [
      "vim test.py",
      "npm run dev",
      "npm run test:watch",
      "jest --watch",
      "git log test",
      "python",
      "cat build.log",
      "ssh trainer",
      "contest",
    ];
    assert.sameData(
      yes.filter((command) => !isWaitedFor(command)),
      [],
    );
    assert.sameData(no.filter(isWaitedFor), []);
  });
});
