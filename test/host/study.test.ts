import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createDueItem } from "../../src/host/dueItem";
import { createLiveLibrary, type LiveLibrary } from "../../src/host/liveLibrary";
import { createMilestones } from "../../src/host/milestones";
import { createRuns } from "../../src/host/runs";
import { createStudy, findToday, type Study } from "../../src/host/study";
import { createStudyWhileBuilding } from "../../src/host/studyWhileBuilding";
import { syncProgress } from "../../src/host/syncProgress";
import * as assert from "./assert";
import { extensionUri, newStorage } from "./sample";
import { openStudyWindow } from "./studyWindow";
import { until } from "./until";

const day = 86_400_000;
const never: vscode.Event<void> = () => ({ dispose: () => {} });

suite("The study of a window", () => {
  const log = vscode.window.createOutputChannel("Test of study", { log: true });
  let storage: vscode.Uri;
  let reviews: vscode.Uri;
  let library: LiveLibrary;
  let study: Study;

  setup(() => {
    storage = newStorage();
    reviews = vscode.Uri.joinPath(storage, "reviews");
    library = createLiveLibrary(extensionUri, demos, log);
  });
  teardown(() => {
    study.dispose();
    library.dispose();
  });
  suiteTeardown(() => log.dispose());

  const write = (name: string, lines: readonly string[]) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(reviews, name), new TextEncoder().encode(lines.join("")));
  const add = (at: number) => `${JSON.stringify({ id: "past-0", at, type: "add", question: "7.1/1" })}\n`;

  /** Resolves at the next change. */
  const change = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("nothing changed")), 10_000);
      const subscription = study.onDidChange(() => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      });
    });

  test("tells of what becomes due when a new day begins", async () => {
    // The clock stands until the grade is written, however long that takes.
    const midnight = findToday(Date.now()).end;
    let now = midnight - 1_000;
    study = createStudy(storage, library, log, () => now);
    await study.record({ type: "add", question: "7.1/1" });
    await study.grade("7.1/1", 1, 5);
    assert.sameData((await study.now()).queue.due, []);
    const before = (await study.now()).today.end;
    now = midnight + 10;
    await change();
    const { queue, today } = await study.now();
    assert.sameData(queue.due, ["7.1/1"]);
    assert.equal(today.start, before);
  });

  test("is told of once it is read, where there is any", async () => {
    await write("past.jsonl", [add(Date.now() - day)]);
    study = createStudy(storage, library, log);
    const [{ events }] = await Promise.all([study.log(), change()]);
    assert.equal(events.length, 1);
  });

  test("has no question read, whatever happens, before one is studied", async () => {
    let reads = 0;
    const counting: LiveLibrary = {
      ...library,
      dispose: () => {},
      get: () => {
        reads++;
        return library.get();
      },
    };
    const opened = openStudyWindow(storage, log, counting);
    study = opened.study;
    const milestones = createMilestones(study, never);
    // All hear of this, and it adds none.
    await study.record({ type: "suspend", question: "7.1/1" });
    assert.equal(reads, 0);
    await study.record({ type: "add", question: "7.1/11" });
    await until(() => opened.statusBar.text === "$(mortar-board) 1", "the item does not follow");
    assert.equal(opened.view.badge?.value, 1);
    assert.ok(reads > 0);
    milestones.dispose();
    opened.close();
  });

  test("is read by no part while that is made: what activates is not to wait", () => {
    study = createStudy(storage, library, log);
    const refuse = () => {
      throw new Error("it is read");
    };
    const unread: Study = { ...study, dispose: () => {}, log: refuse, now: refuse, progress: refuse };
    const runs = createRuns();
    const review = { start: async () => {}, say: () => {}, isFree: () => true };
    const building = createStudyWhileBuilding(review, runs);
    const state = { get: () => undefined, update: async () => {}, setKeysForSync: () => {} };
    const parts = [createDueItem(unread, building), createMilestones(unread, never), syncProgress(unread, state, log)];
    vscode.Disposable.from(...parts, building, runs).dispose();
  });

  test("is not taken for empty where its log cannot be read, and is read when it can be", async () => {
    // A file where the folder should be.
    await vscode.workspace.fs.writeFile(reviews, new Uint8Array());
    study = createStudy(storage, library, log);
    assert.ok(
      await study.now().then(
        () => false,
        () => true,
      ),
    );
    await vscode.workspace.fs.delete(reviews);
    await write("past.jsonl", [add(Date.now() - day)]);
    assert.sameData((await study.now()).queue.fresh, ["7.1/1"]);
  });

  test("writes what is taken back as what was done, and that of the kind that is meant", async () => {
    study = createStudy(storage, library, log);
    await study.record({ type: "add", question: "7.1/1" }, { type: "add", question: "7.1/11" });
    await study.grade("7.1/1", 3, 5);
    await study.record({ type: "suspend", question: "7.1/11" });
    assert.equal(await study.undo(({ type }) => type === "grade"), "7.1/1");
    assert.equal(await study.undo(({ type }) => type === "grade"), undefined);
    assert.equal(await study.undo(), "7.1/11");
    const { progress } = await study.now();
    assert.equal(progress.cards.get("7.1/1")?.reviews.length, 0);
    assert.equal(progress.cards.get("7.1/11")?.suspended, false);
    const file = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(reviews, `${study.window}.jsonl`));
    assert.equal(new TextDecoder().decode(file).trim().split("\n").length, 6);
  });
});
