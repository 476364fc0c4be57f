import * as vscode from "vscode";
import { createGuesses, type Guesses } from "../../src/host/guesses";
import type { Node } from "../../src/host/questionItems";
import type { ReviewPage } from "../../src/host/reviewPage";
import type { Study } from "../../src/host/study";
import type { FromReview, ReviewQuestion } from "../../src/protocol";
import * as assert from "./assert";
import { createState } from "./fakeState";
import { folder, newStorage } from "./sample";
import { openStudyWindow, type StudyWindow } from "./studyWindow";

const day = 86_400_000;

suite("A review session", () => {
  const log = vscode.window.createOutputChannel("Test of reviews", { log: true });
  let storage: vscode.Uri;
  let window: StudyWindow;
  let study: Study;
  let guesses: Guesses;
  let review: ReviewPage;
  let opened: StudyWindow["opened"];
  let provider: vscode.TreeDataProvider<Node>;
  let view: StudyWindow["view"];
  let statusBar: vscode.StatusBarItem;

  setup(async () => {
    storage = newStorage();
    await write([
      ...["7.1/1", "7.1/11", "7.1/12"].map((question) => ({ type: "add", question, at: Date.now() - 20 * day })),
      ...["7.1/1", "7.1/11"].map((question) => ({ ...grade(question, 3), at: Date.now() - 10 * day })),
    ]);
    open();
  });
  teardown(async () => {
    window.close();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  function open(): void {
    window = openStudyWindow(storage, log);
    ({ study, guesses, review, opened, provider, view, statusBar } = window);
  }

  /** Another window of this machine writes. */
  let files = 0;
  async function write(events: readonly object[], name = `other${files++}`): Promise<void> {
    const lines = events.map((event, i) => `${JSON.stringify({ id: `${name}-${i}`, ...event })}\n`);
    const file = vscode.Uri.joinPath(storage, "reviews", `${name}.jsonl`);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(lines.join("")));
  }
  const grade = (question: string, value: number) => {
    return { type: "grade", question, grade: value, seconds: 5, source: "review" };
  };

  const page = () => opened.states.at(-1);
  const question = () => page()?.scene as ReviewQuestion;
  const standing = (id: string) => window.standing(id);
  const until = (isSo: () => unknown, what: string) => opened.until(isSo, what);
  const shows = (id: string, step = "question") =>
    until(() => page()?.session.shown === id && page()?.session.step === step, `${id} is not shown`);
  async function reveal(): Promise<void> {
    const { id } = question().item;
    opened.say({ type: "reveal", id, step: "answer" });
    await shows(id, "answer");
  }

  test("is announced by status bar and badge before anyone opens the view", async () => {
    await until(() => view.badge?.value === 3 && statusBar.text === "$(mortar-board) 3", "nothing is announced");
    assert.equal(view.badge?.tooltip, "2 questions due, 1 new");
  });

  test("has its last grade taken back by a command where its page is closed", async () => {
    await review.start();
    await reveal();
    opened.say({ type: "grade", id: "7.1/1", grade: 2 });
    await shows("7.1/11");
    opened.panel.dispose();
    await review.undo();
    const reviews = async (id: string) => (await study.now()).progress.cards.get(id)?.reviews.length;
    assert.equal(await reviews("7.1/1"), 1);
    // And on to what was done long before.
    await review.undo();
    assert.equal(await reviews("7.1/11"), 0);
  });

  test("opens at what is due, in the place of the view in front, or beside the code", async () => {
    await review.start();
    await shows("7.1/1");
    assert.sameData(page()?.left, { due: 2, fresh: 1, practice: 0 });
    assert.sameData(window.columns, [vscode.ViewColumn.Active]);
    opened.panel.dispose();
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "train.py"));
    await review.start();
    assert.sameData(window.columns, [vscode.ViewColumn.Active, vscode.ViewColumn.Beside]);
  });

  test("has neither hint nor answer on its page before they are revealed", async () => {
    await review.start();
    assert.equal(question().item.answers[0]?.markdown, "");
    assert.equal(question().item.hint, "");
    assert.equal(question().recall, undefined);
    assert.equal(question().choices.length, 0);
    await reveal();
    assert.ok((question().item.answers[0]?.markdown.length ?? 0) > 100);
    assert.equal(question().recall, 77);
    assert.sameData(
      question().choices.map(({ interval }) => interval),
      ["1 day", "16 days", "25 days", "45 days"],
    );
  });

  test("has row, badge, status bar and page agree after a grade, and again when it is taken back", async () => {
    await review.start();
    await until(() => statusBar.text === "$(mortar-board) 3", "the status bar is not ready");
    assert.sameData(await standing("7.1/1"), ["due", "circle-large-filled"]);
    assert.equal(view.badge?.value, 3);
    await reveal();
    // The tree asks for its rows when it hears of a change: what it then gets counts, not what it would get later.
    let row: unknown;
    const listening = provider.onDidChangeTreeData?.(async () => {
      row = await standing("7.1/1");
    });
    opened.say({ type: "grade", id: "7.1/1", grade: 3 });
    await shows("7.1/11");
    await until(() => statusBar.text === "$(mortar-board) 2" && view.badge?.value === 2, "2 are left elsewhere too");
    await until(() => String(row) === "due in 25 days,pass", "the row does not have the grade");
    opened.say({ type: "undo" });
    await shows("7.1/1");
    await until(() => statusBar.text === "$(mortar-board) 3" && view.badge?.value === 3, "3 are left elsewhere too");
    await until(() => String(row) === "due,circle-large-filled", "the row still has the grade");
    listening?.dispose();
    assert.equal(statusBar.tooltip, "ML Interview: 2 questions due, 1 new");
  });

  test("does what a page says only of the question that it shows, once, and only grades that there are", async () => {
    await review.start();
    await reveal();
    opened.say({ type: "grade", id: "7.1/11", grade: 3 });
    for (const value of [0, 5, 2.5, "3", null, Number.NaN]) {
      opened.say({ type: "grade", id: "7.1/1", grade: value } as unknown as FromReview);
    }
    opened.say({ type: "dance", id: "7.1/1" } as unknown as FromReview);
    opened.say({ type: "practised", id: "7.1/1" });
    opened.say({ type: "grade", id: "7.1/1", grade: 4 });
    // A key that was pressed twice, and a grade before the answer was seen.
    opened.say({ type: "grade", id: "7.1/1", grade: 4 });
    opened.say({ type: "grade", id: "7.1/11", grade: 4 });
    opened.say({ type: "reveal", id: "7.1/11", step: "answer" });
    await shows("7.1/11", "answer");
    const { progress } = await study.now();
    assert.equal(progress.cards.get("7.1/1")?.reviews.length, 2);
    assert.equal(progress.cards.get("7.1/11")?.reviews.length, 1);
  });

  test("goes from the first question to the summary, and practises what was failed without a grade", async () => {
    await review.start();
    for (const [id, value] of [
      ["7.1/1", 1],
      ["7.1/11", 3],
      ["7.1/12", 3],
    ] as const) {
      await shows(id);
      await reveal();
      opened.say({ type: "grade", id, grade: value });
    }
    await shows("7.1/1");
    assert.equal(question().is, "practice");
    await reveal();
    assert.equal(question().choices.length, 0);
    opened.say({ type: "grade", id: "7.1/1", grade: 4 });
    opened.say({ type: "practised", id: "7.1/1" });
    await until(() => page()?.scene.kind === "end", "there is no end");
    const end = page()?.scene;
    assert.ok(end?.kind === "end");
    assert.sameData(end.summary?.grades, { 1: 1, 2: 0, 3: 2, 4: 0 });
    assert.equal(end.summary?.recall, "Recalled 1 of 2 that you had seen before (50 %); 77 % were predicted.");
    assert.equal(end.next, "Nothing more today. Tomorrow 1 question is due.");
    // Any number of them, back to the first.
    for (const id of ["7.1/12", "7.1/11", "7.1/1"]) {
      opened.say({ type: "undo" });
      await shows(id);
    }
    assert.equal(page()?.canUndo, false);
    assert.equal((await study.now()).progress.cards.get("7.1/1")?.reviews.length, 1);
  });

  test("puts off to the end of the session, to tomorrow, and until it is resumed", async () => {
    await review.start();
    opened.say({ type: "putOff", id: "7.1/1", how: "skip" });
    await shows("7.1/11");
    opened.say({ type: "putOff", id: "7.1/11", how: "bury" });
    await shows("7.1/12");
    assert.sameData(await standing("7.1/11"), ["put off to tomorrow", "debug-pause"]);
    opened.say({ type: "putOff", id: "7.1/12", how: "suspend" });
    await shows("7.1/1");
    assert.sameData(await standing("7.1/12"), ["suspended", "circle-slash"]);
    opened.say({ type: "undo" });
    await shows("7.1/12");
    opened.say({ type: "undo" });
    await shows("7.1/11");
  });

  test("moves on when another window graded its question", async () => {
    await review.start();
    await shows("7.1/1");
    // A watcher says nothing about when it has begun: the same is written again until it is heard of.
    const graded = { ...grade("7.1/1", 3), at: Date.now() };
    let written = Number.NEGATIVE_INFINITY;
    await until(async () => {
      if (performance.now() - written > 500) {
        await write([graded], "another");
        written = performance.now();
      }
      return page()?.session.shown === "7.1/11";
    }, "the page does not move on");
    assert.equal(page()?.said, "7.1/1 was dealt with elsewhere.");
    assert.equal(page()?.done, 0);
  });

  test("goes on where it was after the window was reloaded, and can take back what was done before", async () => {
    await review.start();
    await reveal();
    opened.say({ type: "grade", id: "7.1/1", grade: 1 });
    await shows("7.1/11");
    await reveal();
    const kept = JSON.parse(JSON.stringify({ session: page()?.session, typed: {} }));
    // When nothing more is written, all that was to be written is.
    await (await study.log()).append();
    window.close();
    open();
    await window.serializer.deserializeWebviewPanel(opened.panel, kept);
    await shows("7.1/11", "answer");
    assert.equal(page()?.done, 1);
    assert.equal(page()?.left.practice, 1);
    opened.say({ type: "undo" });
    await shows("7.1/1");
  });

  test("counts the time in which its page was in sight", async () => {
    await review.start();
    await reveal();
    opened.show(false);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    opened.show(true);
    opened.say({ type: "grade", id: "7.1/1", grade: 3 });
    await shows("7.1/11");
    const [, last] = (await study.now()).progress.cards.get("7.1/1")?.reviews ?? [];
    assert.ok(last && last.event.seconds <= 1, `${last?.event.seconds} s`);
  });

  test("suggests Hard where the learner guessed wrong in a demo of the question, until it is graded", async () => {
    await review.start();
    opened.say({ type: "putOff", id: "7.1/1", how: "bury" });
    opened.say({ type: "putOff", id: "7.1/11", how: "bury" });
    await shows("7.1/12");
    guesses.take({ id: "l1-vs-l2", guessed: "30", measured: 0, standardError: 0 });
    guesses.take({ id: "no-demo", guessed: 30, measured: 0, standardError: 0 });
    await reveal();
    assert.equal(question().suggestion, undefined);
    guesses.take({ id: "l1-vs-l2", guessed: 30, measured: 0, standardError: 0 });
    await until(() => question().suggestion, "nothing is suggested");
    assert.equal(question().suggestion?.grade, 2);
    assert.ok(/you guessed 30 .*it measured 0\.$/.test(question().suggestion?.why ?? ""), question().suggestion?.why);
    guesses.take({ id: "l1-vs-l2", guessed: 0, measured: 0, standardError: 0 });
    await until(() => !question().suggestion, "it is still suggested");
  });

  test("knows a guess that was made before the window was reloaded, and no other thing that stands there", async () => {
    const { state } = createState();
    createGuesses(state).take({ id: "l1-vs-l2", guessed: 30, measured: 0, standardError: 0 });
    assert.equal(createGuesses(state).findWrong(["l1-vs-l2"], 0)?.guessed, 30);
    for (const other of [[{ demo: "l1-vs-l2", guessed: "30", measured: 0, standardError: 0, at: 5 }], [null], "30"]) {
      await state.update("guesses", other);
      assert.equal(createGuesses(state).findWrong(["l1-vs-l2"], 0), undefined);
    }
  });

  test("can be left while nothing is written and nothing is revealed", async () => {
    assert.equal(review.isFree(), false);
    await review.start();
    assert.equal(review.isFree(), true);
    opened.say({ type: "writing", isWriting: true });
    assert.equal(review.isFree(), false);
    opened.say({ type: "writing", isWriting: false });
    assert.equal(review.isFree(), true);
    await reveal();
    assert.equal(review.isFree(), false);
    review.say("“build” finished: exit code 0.");
    await until(() => page()?.said === "“build” finished: exit code 0.", "it is not said");
    opened.say({ type: "grade", id: "7.1/1", grade: 3 });
    await shows("7.1/11");
    assert.equal(review.isFree(), true);
  });

  test("says when the next are due where nothing is, and how to begin where nothing is studied", async () => {
    await study.record(...["7.1/1", "7.1/11", "7.1/12"].map((id) => ({ type: "remove", question: id }) as const));
    await review.start();
    const scene = page()?.scene;
    assert.ok(scene?.kind === "end" && /^You study no question yet/.test(scene.next), JSON.stringify(scene));
    await study.record({ type: "add", question: "7.1/12" });
    await shows("7.1/12");
  });
});
