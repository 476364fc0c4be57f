import assert from "node:assert/strict";
import { act } from "../../../src/core/study/act";
import type { Grade, StudyEvent } from "../../../src/core/study/event";
import { isWrong } from "../../../src/core/study/guess";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents } from "../../../src/core/study/progress";
import { buildQueue } from "../../../src/core/study/queue";
import {
  findLeft,
  findUndoable,
  forget,
  practise,
  resume,
  reviewsOf,
  type Session,
  settle,
  show,
  skip,
  startSession,
} from "../../../src/core/study/session";
import { createStopwatch } from "../../../src/core/study/stopwatch";
import { findNextDay, sayDays, sayTime, summarise } from "../../../src/core/study/summary";

const day = 86_400_000;
const model = createMemoryModel(0.9);
const order = ["a", "b", "c", "d", "e"];
const start = 100 * day;

/** A learner who studied a and b ten days ago, added c and d since, and reviews today at noon. */
function createLearner() {
  const events: StudyEvent[] = [];
  let count = 0;
  let now = start + day / 2;
  const note = (event: object, window = "w", at = ++now) => {
    events.push({ id: `${window}-${count++}`, at, ...event } as StudyEvent);
  };
  for (const [i, question] of ["a", "b", "c", "d"].entries()) {
    note({ type: "add", question }, "past", start - 11 * day + i);
  }
  for (const [i, question] of ["a", "b"].entries()) {
    note({ type: "grade", question, grade: 3, seconds: 9, source: "review" }, "past", start - 10 * day + i);
  }
  const plan = { newPerDay: 5, reviewsPerDay: 50 };
  const today = () => ({ now, start, end: start + day });
  const read = () => {
    const progress = foldEvents(events, model);
    const queue = buildQueue(progress, order, model, plan, today());
    return { progress, queue };
  };
  let session = startSession(now, "w");
  const left = () => {
    const { progress, queue } = read();
    return findLeft(session, progress, order, queue);
  };
  return {
    read,
    left,
    note,
    today,
    plan,
    get session() {
      return session;
    },
    /** The session after that, settled; the question that it shows. */
    go: (change: (session: Session) => Session = (same) => same, wanted?: string): string => {
      session = change(session);
      session = settle(session, left(), wanted);
      return session.shown;
    },
    grade: (grade: Grade, window = "w") => {
      note({ type: "grade", question: session.shown, grade, seconds: 20, source: "review" }, window);
    },
  };
}

suite("A review session", () => {
  test("asks what is due, then what is new, and ends", () => {
    const learner = createLearner();
    const asked: string[] = [];
    for (let question = learner.go(); question !== ""; question = learner.go()) {
      asked.push(question);
      learner.grade(3);
    }
    assert.deepEqual(asked, ["a", "b", "c", "d"]);
    assert.equal(reviewsOf(learner.session, learner.read().progress).length, 4);
  });

  test("stays at its question, however far it is revealed, while that is still to be asked", () => {
    const learner = createLearner();
    learner.go();
    assert.equal(
      learner.go((session) => ({ ...session, step: "answer" })),
      "a",
    );
    assert.equal(learner.session.step, "answer");
    learner.note({ type: "add", question: "e" }, "other");
    assert.equal(learner.go(), "a");
    assert.equal(learner.session.step, "answer");
  });

  test("moves on when its question was graded in another window, and asks nothing of it again", () => {
    const learner = createLearner();
    learner.go((session) => ({ ...session, step: "answer" }));
    learner.grade(1, "other");
    assert.equal(learner.go(), "b");
    assert.equal(learner.session.step, "question");
    assert.deepEqual(learner.left().practice, []);
  });

  test("puts what is skipped to the end, in the order of skipping", () => {
    const learner = createLearner();
    const asked = [learner.go(), learner.go(skip), learner.go(skip)];
    assert.deepEqual(asked, ["a", "b", "c"]);
    learner.grade(3);
    assert.equal(learner.go(), "d");
    learner.grade(3);
    assert.equal(learner.go(), "a");
    // Once more, it comes after the other.
    assert.equal(learner.go(skip), "b");
    assert.equal(learner.go(skip), "a");
  });

  test("asks what was failed once more, after all others, and only what was failed in it", () => {
    const learner = createLearner();
    learner.go();
    learner.grade(1);
    assert.deepEqual(learner.left().practice, ["a"]);
    assert.equal(learner.go(), "b");
    for (const question of ["b", "c", "d"]) {
      assert.equal(learner.go(), question);
      learner.grade(2);
    }
    assert.equal(learner.go(), "a");
    const before = learner.read().progress.cards.get("a")?.reviews;
    assert.equal(learner.go(practise), "");
    assert.deepEqual(learner.read().progress.cards.get("a")?.reviews, before);
  });

  test("begins its last question anew where that one is failed and comes at once for practice", () => {
    const learner = createLearner();
    for (let i = 0; i < 3; i++) {
      learner.go();
      learner.grade(3);
    }
    learner.go((session) => ({ ...session, step: "answer" }));
    learner.grade(1);
    assert.equal(
      learner.go((session) => show(session)),
      "d",
    );
    assert.equal(learner.session.step, "question");
  });

  test("does not practise what is suspended or removed meanwhile", () => {
    for (const type of ["suspend", "remove"]) {
      const learner = createLearner();
      learner.go();
      learner.grade(1);
      learner.note({ type, question: "a" });
      assert.deepEqual(learner.left().practice, [], type);
    }
  });

  test("takes back any number of grades, newest first, and shows each question again", () => {
    const learner = createLearner();
    for (const grade of [3, 1, 4] as const) {
      learner.go();
      learner.grade(grade);
    }
    assert.equal(learner.go(), "d");
    for (const question of ["c", "b", "a"]) {
      const undoable = findUndoable(learner.session, learner.read().progress);
      assert.equal(undoable?.question, question);
      learner.note({ type: "undo", event: undoable?.id });
      assert.equal(
        learner.go((session) => forget(session, question), question),
        question,
      );
    }
    // What was done before the session, or elsewhere, is not the session's to take back.
    assert.equal(findUndoable(learner.session, learner.read().progress), undefined);
    assert.deepEqual(learner.left(), { due: ["a", "b"], fresh: ["c", "d"], practice: [] });
  });

  test("takes back what was put off to tomorrow", () => {
    const learner = createLearner();
    learner.go();
    learner.note({ type: "bury", question: "a" });
    assert.equal(learner.go(), "b");
    const undoable = findUndoable(learner.session, learner.read().progress);
    learner.note({ type: "undo", event: undoable?.id });
    assert.equal(
      learner.go((session) => session, undoable?.question),
      "a",
    );
  });

  test("goes on in another window where it was, with what was done in the one before", () => {
    const learner = createLearner();
    learner.go();
    learner.grade(1);
    learner.go();
    learner.go((session) => ({ ...session, step: "hint" }));
    const kept: unknown = JSON.parse(JSON.stringify(learner.session));
    const resumed = resume(kept, "next");
    assert.deepEqual(resumed, { ...learner.session, windows: ["w", "next"] });
    learner.go(() => resumed as Session);
    assert.equal(learner.session.shown, "b");
    assert.equal(learner.session.step, "hint");
    learner.grade(3, "next");
    assert.equal(reviewsOf(learner.session, learner.read().progress).length, 2);
    assert.deepEqual(learner.left().practice, ["a"]);
  });

  for (const kept of [
    undefined,
    null,
    "x",
    7,
    {},
    { start: "1", shown: "a", step: "answer" },
    { start: 1, shown: "a" },
  ]) {
    test(`is not taken from ${JSON.stringify(kept)}`, () => assert.equal(resume(kept, "w"), undefined));
  }
});

suite("What a page says of the question of a session", () => {
  const intervals = { 1: 1, 2: 3, 3: 90, 4: 800 };
  const at = (step: Session["step"]): Session => ({ ...startSession(1, "w"), shown: "a", step });
  const answered = at("answer");

  const outcomes: [
    message: object,
    session: Session,
    isPractice: boolean,
    shown: string,
    event: unknown,
    said?: RegExp,
  ][] = [
    [{ type: "reveal", step: "hint" }, at("question"), false, "a hint", undefined],
    [{ type: "reveal", step: "answer" }, at("question"), true, "a answer", undefined],
    [{ type: "reveal", step: "hint" }, answered, false, "a answer", undefined],
    [{ type: "grade", grade: 1 }, answered, false, " question", { type: "grade", grade: 1 }, /^a: Again\. .* 1 day\.$/],
    [
      { type: "grade", grade: 3 },
      answered,
      false,
      " question",
      { type: "grade", grade: 3 },
      /^a: Good\. .* 3 months\.$/,
    ],
    [{ type: "putOff", how: "bury" }, at("hint"), false, " question", { type: "bury" }, /tomorrow/],
    [{ type: "putOff", how: "suspend" }, answered, true, " question", { type: "suspend" }, /resume it/],
    [{ type: "putOff", how: "skip" }, answered, false, " question", undefined, /end of this session/],
    [{ type: "practised" }, answered, true, " question", undefined, /stays where it was/],
  ];
  for (const [message, session, isPractice, shown, event, said] of outcomes) {
    test(`does ${JSON.stringify(message)} ${isPractice ? "in practice" : `at the ${session.step}`}`, () => {
      const outcome = act(session, { id: "a", ...message }, isPractice, intervals);
      assert.equal(`${outcome?.session.shown} ${outcome?.session.step}`, shown);
      assert.deepEqual(outcome?.event, event);
      assert.match(outcome?.said ?? "", said ?? /^$/);
    });
  }

  const refused: [message: object, session: Session, isPractice: boolean][] = [
    [{ type: "grade", grade: 3 }, at("hint"), false],
    [{ type: "grade", grade: 3 }, answered, true],
    [{ type: "grade", grade: 3, id: "b" }, answered, false],
    [{ type: "grade", grade: 3, id: "" }, { ...answered, shown: "" }, false],
    ...[0, 5, 1.5, "3", null, undefined].map((grade): [object, Session, boolean] => {
      return [{ type: "grade", grade }, answered, false];
    }),
    [{ type: "putOff", how: "bury" }, answered, true],
    [{ type: "putOff", how: "skip" }, answered, true],
    [{ type: "putOff", how: "remove" }, answered, false],
    [{ type: "practised" }, answered, false],
    [{ type: "practised" }, at("question"), true],
    [{ type: "dance" }, answered, false],
  ];
  for (const [message, session, isPractice] of refused) {
    const where = `${isPractice ? "in practice" : `at the ${session.step}`} of “${session.shown}”`;
    test(`is refused where it is ${JSON.stringify(message)} ${where}`, () => {
      assert.equal(act(session, { id: "a", ...message }, isPractice, intervals), undefined);
    });
  }
});

suite("The summary of a session", () => {
  test("counts grades and time, and sets true recall beside what was predicted", () => {
    const learner = createLearner();
    for (const grade of [1, 3, 4, 1] as const) {
      learner.go();
      learner.grade(grade);
    }
    const reviews = reviewsOf(learner.session, learner.read().progress);
    const { grades, seconds, recall } = summarise(reviews);
    assert.deepEqual(grades, { 1: 2, 2: 0, 3: 1, 4: 1 });
    assert.equal(seconds, 80);
    // c and d were new: nothing was predicted of them.
    assert.equal(recall.reviews, 2);
    assert.equal(recall.recalled, 1);
    const predicted = model.retrievability(model.review(undefined, 0, 3), 10.5);
    assert.ok(Math.abs(recall.predicted / 2 - predicted) < 1e-3, `${recall.predicted / 2}, not ${predicted}`);
  });

  test("says when there is something to ask again", () => {
    const learner = createLearner();
    const next = () => {
      const { progress, queue } = learner.read();
      return findNextDay(progress, order, queue, model, learner.plan, learner.today());
    };
    for (const grade of [1, 3, 3] as const) {
      learner.go();
      learner.grade(grade);
    }
    assert.deepEqual(next(), { days: 1, due: 1, fresh: 0 });
    learner.note({ type: "suspend", question: "a" });
    assert.deepEqual(next(), { days: 3, due: 1, fresh: 0 });
    learner.note({ type: "bury", question: "d" });
    assert.deepEqual(next(), { days: 1, due: 0, fresh: 1 });
    learner.plan.newPerDay = 0;
    assert.deepEqual(next(), { days: 3, due: 1, fresh: 0 });
    learner.note({ type: "remove", question: "b" });
    learner.note({ type: "remove", question: "c" });
    assert.equal(next(), undefined);
  });

  const spans = {
    1: "1 day",
    2: "2 days",
    57: "57 days",
    60: "60 days",
    61: "2 months",
    196: "6.4 months",
    1559: "4.3 years",
  };
  for (const [days, words] of Object.entries(spans)) {
    test(`calls ${days} days ${words}`, () => assert.equal(sayDays(Number(days)), words));
  }

  test("says times in minutes and seconds", () => {
    assert.deepEqual([0, 59.4, 59.6, 200].map(sayTime), ["0 s", "59 s", "1 min 0 s", "3 min 20 s"]);
  });
});

suite("A stopwatch", () => {
  test("counts while it runs, and not while it is paused", () => {
    let now = 5_000;
    const stopwatch = createStopwatch(() => now);
    const wait = (seconds: number) => {
      now += 1_000 * seconds;
    };
    wait(10);
    assert.equal(stopwatch.seconds(), 0);
    stopwatch.run();
    wait(7);
    stopwatch.run();
    wait(3);
    stopwatch.pause();
    wait(100);
    stopwatch.pause();
    stopwatch.run();
    wait(1);
    assert.equal(stopwatch.seconds(), 11);
    stopwatch.reset();
    wait(2);
    assert.equal(stopwatch.seconds(), 2);
    wait(10_000);
    assert.equal(stopwatch.seconds(), 600);
  });

  test("does not go backwards with the clock", () => {
    let now = 5_000;
    const stopwatch = createStopwatch(() => now);
    stopwatch.run();
    now = 0;
    assert.equal(stopwatch.seconds(), 0);
  });
});

suite("A guess in a demo", () => {
  const cases: [guessed: number, measured: number, standardError: number, step: number, wrong: boolean][] = [
    [125, 100, 0, 1, false],
    [126, 100, 0, 1, true],
    [70, 100, 0, 1, true],
    [1, 0, 0, 1, false],
    [2, 0, 0, 1, true],
    [-126, -100, 0, 1, true],
    // Within what the run itself cannot tell.
    [0.5, 0.3, 0.1, 0.01, false],
    [0.8, 0.3, 0.1, 0.01, true],
  ];
  for (const [guessed, measured, standardError, step, wrong] of cases) {
    test(`of ${guessed} is ${wrong ? "wrong" : "right"} where ${measured} ± ${standardError} was measured`, () => {
      assert.equal(isWrong({ demo: "x", guessed, measured, standardError, at: 0 }, step), wrong);
    });
  }
});
