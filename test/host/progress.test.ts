import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createLiveLibrary } from "../../src/host/liveLibrary";
import { exportProgress, importProgress } from "../../src/host/progressFile";
import { relinkQuestion } from "../../src/host/relink";
import { createStudy, type Study } from "../../src/host/study";
import { syncProgress } from "../../src/host/syncProgress";
import * as assert from "./assert";
import { createState } from "./fakeState";
import { replaceInWindow } from "./replaceIn";
import { extensionUri, folder, newStorage } from "./sample";
import { until } from "./until";

suite("A learner's progress", () => {
  const log = vscode.window.createOutputChannel("Test of progress", { log: true });
  const library = createLiveLibrary(extensionUri, demos, log);
  let storage: vscode.Uri;
  const file = vscode.Uri.joinPath(folder, "progress.jsonl");
  let parts: vscode.Disposable[] = [];
  let restore = () => {};
  let said: string[] = [];
  /** What the learner picks, by the label's beginning, and which button of messages they press. */
  let picks: string[] = [];
  let offered: string[][] = [];
  let press: string | undefined;

  setup(() => {
    storage = newStorage();
    [said, picks, offered, press] = [[], [], [], undefined];
    const say = async (words: string) => {
      said.push(words);
      return press;
    };
    restore = replaceInWindow({
      showInformationMessage: say,
      showErrorMessage: say,
      showSaveDialog: async () => file,
      showOpenDialog: async () => [file],
      showQuickPick: async (items: vscode.QuickPickItem[]) => {
        offered.push(items.map(({ label }) => label));
        const wanted = picks.shift() ?? "";
        return items.find(({ label }) => label.startsWith(wanted));
      },
    });
  });
  teardown(async () => {
    for (const part of parts) {
      part.dispose();
    }
    parts = [];
    restore();
    await vscode.workspace.fs.delete(file).then(undefined, () => {});
  });
  suiteTeardown(() => vscode.Disposable.from(log, library).dispose());

  /** A window on a machine. */
  function open(machine: string): Study {
    const study = createStudy(vscode.Uri.joinPath(storage, machine), library, log);
    parts.push(study);
    return study;
  }
  const write = (text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const eventsOf = async (study: Study) => (await study.log()).events;
  test("follows them to another machine through Settings Sync, and back, and is heard of by all that show it", async () => {
    const [desk, laptop] = [open("desk"), open("laptop")];
    const [here, there] = [createState(), createState()];
    parts.push(syncProgress(desk, here.state, log, 30));
    assert.sameData(here.synced, ["reviews"]);
    // At once: what is kept has both, or is not there yet.
    await desk.record(
      { type: "add", question: "7.1/1" },
      { type: "grade", question: "7.1/1", grade: 3, seconds: 12, source: "review" },
    );
    await until(() => here.values.has("reviews"), "nothing is kept for Settings Sync");
    there.values.set("reviews", here.values.get("reviews"));
    let heard = 0;
    parts.push(laptop.onDidChange(() => heard++));
    parts.push(syncProgress(laptop, there.state, log, 30));
    await until(async () => (await eventsOf(laptop)).length === 2, "the other machine does not have it");
    await until(() => heard > 0, "nobody was told");
    assert.equal((await laptop.now()).progress.cards.get("7.1/1")?.reviews.length, 1);
    // Both go on, and Settings Sync takes the laptop's value.
    const old = there.values.get("reviews");
    await desk.grade("7.1/1", 1, 5);
    await laptop.grade("7.1/1", 4, 7);
    await until(() => there.values.get("reviews") !== old, "the laptop's grade is not kept for Settings Sync");
    here.values.set("reviews", there.values.get("reviews"));
    await desk.record({ type: "bury", question: "7.1/1" });
    await until(async () => (await eventsOf(desk)).length === 5, "the desk lost an event");
    await until(() => here.values.get("reviews") !== there.values.get("reviews"), "the desk's events are not brought");
    // What came is in the files: another window on that machine has it without Settings Sync.
    await (await desk.log()).append();
    assert.equal((await eventsOf(open("desk"))).length, 5);
  });

  test("is exported to a file and imported from it, once", async () => {
    const [desk, laptop] = [open("desk"), open("laptop")];
    await exportProgress(desk, log);
    await desk.record({ type: "add", question: "7.1/1" }, { type: "add", question: "7.1/2" });
    await desk.grade("7.1/1", 3, 12);
    await exportProgress(desk, log);
    await importProgress(laptop, log);
    assert.sameData(await eventsOf(laptop), await eventsOf(desk));
    await importProgress(laptop, log);
    assert.sameData(said, [
      "ML Interview: there is nothing to export yet.",
      "ML Interview: all 3 entries are in the file.",
      "ML Interview: 3 of 3 entries were new.",
      "ML Interview: 0 of 3 entries were new.",
    ]);
    assert.equal((await eventsOf(laptop)).length, 3);
  });

  test("takes nothing from a file that is too large, and says in words where it was not understood", async () => {
    const desk = open("desk");
    await write(
      `{"id":"a-0","at":1,"type":"add","question":"7.1/1"}\n[1]\n${JSON.stringify({ id: "x".repeat(1e6), at: 1 })}\n`,
    );
    await importProgress(desk, log);
    await vscode.workspace.fs.writeFile(file, new Uint8Array(33e6));
    await importProgress(desk, log);
    await vscode.workspace.fs.delete(file);
    await importProgress(desk, log);
    assert.sameData(said, [
      "ML Interview: 1 of 1 entry was new; 2 lines were not understood (2, 3).",
      "ML Interview: files of progress of up to 32 MB are read.",
      "ML Interview: the file could not be imported; the output channel ML Interview says why.",
    ]);
    assert.equal((await eventsOf(desk)).length, 1);
  });

  test("goes with a question that moved, and back when that is undone", async () => {
    const desk = open("desk");
    await relinkQuestion(desk, library);
    assert.sameData(said, ["ML Interview: every question that you studied is still where it was."]);
    await desk.record({ type: "add", question: "7.1-old/12" });
    await desk.grade("7.1-old/12", 3, 12);
    picks = ["7.1-old/12", "7.1/12 "];
    await relinkQuestion(desk, library);
    assert.sameData(offered[0], ["7.1-old/12"]);
    assert.ok(offered[1]?.[0]?.startsWith("7.1/12 "), offered[1]?.[0]);
    assert.equal((await desk.now()).progress.cards.get("7.1/12")?.reviews.length, 1);
    press = "Undo";
    await desk.grade("gone/1", 3, 12);
    picks = ["gone/1", "7.1/1 "];
    await relinkQuestion(desk, library);
    const { cards } = (await desk.now()).progress;
    assert.equal(cards.get("gone/1")?.reviews.length, 1);
    assert.equal(cards.get("7.1/12")?.reviews.length, 1);
    // Nothing is recorded where nothing is picked.
    const before = (await eventsOf(desk)).length;
    picks = ["no such question"];
    await relinkQuestion(desk, library);
    assert.equal((await eventsOf(desk)).length, before);
  });
});
