import assert from "node:assert/strict";
import { createLibrary } from "../../../src/core/library";
import { parseNotes } from "../../../src/core/parseNotes";
import type { StudyEvent } from "../../../src/core/study/event";
import {
  changeRound,
  countTime,
  eventsOf,
  findLastDone,
  finish,
  goBackTo,
  goOn,
  type Interview,
  type Round,
  resumeInterview,
  reviewIn,
  roundOf,
  secondsOf,
  shareOf,
  startInterview,
  suggestGrade,
  tick,
  timeTaken,
} from "../../../src/core/study/interview";
import { act } from "../../../src/core/study/interview/act";
import { makeCheckList, type Point, splitSentences } from "../../../src/core/study/interview/checkList";
import { sayClock, sayMoments, sayTimes } from "../../../src/core/study/interview/clock";
import { type Candidate, drawQuestions, weigh } from "../../../src/core/study/interview/draw";
import { resultsOf, sayResult, sumUp, writeReport } from "../../../src/core/study/interview/report";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents } from "../../../src/core/study/progress";

const minute = 60_000;
const model = createMemoryModel(0.9);
const start = 1_000_000;

const said = (...texts: string[]): Point[] => texts.map((text) => ({ text, is: "said" }));
const drawn = ["a", "b", "c"].map((question) => ({ question, minutes: 4 }));
const begin = () => startInterview({ minutes: 15, level: "medium", section: "7.1 Basics" }, drawn, start);
const reveal = (interview: Interview, points: Point[] = said("one", "two", "three")) =>
  changeRound(interview, { step: "revealed", points });
const close = (interview: Interview, step: Round["step"] = "done") => goOn(changeRound(interview, { step }));
const shownIn = (interview: Interview) => roundOf(interview)?.question;

suite("Drawing questions for an interview", () => {
  const levels = ["easy", "medium", "hard"] as const;
  /** Sixty questions, every fifth of them due. */
  const many = Array.from({ length: 60 }, (_, i): Candidate => {
    const level = levels[i % 3];
    return { question: `q${i}`, stem: `q${i}`, weight: i % 5 === 0 ? 3 : 1, ...(level && { level }) };
  });
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const byId = new Map(many.map((one) => [one.question, one]));

  test("gives the same for a seed, and something else for another", () => {
    assert.deepEqual(drawQuestions(many, 30, 7), drawQuestions(many, 30, 7));
    const all = new Set(seeds.map((seed) => JSON.stringify(drawQuestions(many, 30, seed))));
    assert.equal(all.size, seeds.length);
  });

  for (const minutes of [15, 30, 45]) {
    test(`fills ${minutes} minutes with 3 to 6 minutes a question, none twice, easy ones first`, () => {
      for (const seed of seeds) {
        const questions = drawQuestions(many, minutes, seed);
        const sum = questions.reduce((total, one) => total + one.minutes, 0);
        assert.ok(sum <= minutes && sum > minutes - 3, `${sum} of ${minutes}`);
        assert.equal(new Set(questions.map(({ question }) => question)).size, questions.length);
        const ranks = questions.map(({ question }) => levels.indexOf(byId.get(question)?.level ?? "easy"));
        assert.deepEqual(
          ranks,
          [...ranks].sort((a, b) => a - b),
        );
        questions.forEach(({ minutes: each }, i) => {
          assert.equal(each, [3, 4, 6][ranks[i] ?? 0]);
        });
      }
    });
  }

  test("draws each of those with one weight equally often, and in the first place as often as the weights say", () => {
    // One question fits: so what is drawn is what came first.
    const few = ["a", "b", "c", "d"].map(
      (question, i): Candidate => ({
        ...{ question, stem: question, weight: i === 0 ? 0.5 : i === 1 ? 0.9 : 1 },
        level: "hard",
      }),
    );
    const counts = new Map(few.map(({ question }) => [question, 0]));
    const draws = 20_000;
    for (let seed = 0; seed < draws; seed++) {
      const [first] = drawQuestions(few, 6, seed);
      counts.set(first?.question ?? "", (counts.get(first?.question ?? "") ?? 0) + 1);
    }
    const total = few.reduce((sum, { weight }) => sum + weight, 0);
    for (const { question, weight } of few) {
      const share = weight / total;
      const z = ((counts.get(question) ?? 0) - draws * share) / Math.sqrt(draws * share * (1 - share));
      assert.ok(Math.abs(z) < 4, `${question}: z ${z}`);
    }
  });

  test("prefers what is due, and never asks only that where there is something else", () => {
    let due = 0;
    let all = 0;
    const mostlyDue = many.map((one, i) => ({ ...one, weight: i % 5 === 0 ? 1 : 4 }));
    for (const seed of seeds) {
      const weights = drawQuestions(many, 30, seed).map(({ question }) => byId.get(question)?.weight ?? 0);
      due += weights.filter((weight) => weight > 1).length;
      all += weights.length;
      const others = drawQuestions(mostlyDue, 30, seed).filter(({ question }) => Number(question.slice(1)) % 5 === 0);
      const minutes = others.reduce((sum, one) => sum + one.minutes, 0);
      assert.ok(minutes >= 30 / 3 - 6, `${minutes} minutes of what is not due`);
      assert.ok(others.length > 0);
    }
    // A fifth of them is due.
    assert.ok(due / all > 0.3 && due / all < 0.6, `${due / all}`);
    // All there is.
    const allDue = many.map((one) => ({ ...one, weight: 3 }));
    assert.ok(drawQuestions(allDue, 30, 1).length >= 5);
  });

  test("keeps parts of one question together and in their order", () => {
    const parts = ["x.i", "x.ii", "y", "z.i", "z.ii"].map(
      (question, i): Candidate => ({
        ...{ question, stem: question.split(".")[0] ?? "", weight: 1 },
        level: i === 3 ? "easy" : "medium",
      }),
    );
    for (const seed of seeds) {
      assert.deepEqual(
        drawQuestions(parts, 45, seed).map(({ question }) => question),
        ["z.i", "z.ii", "x.i", "x.ii", "y"],
      );
    }
  });

  test("takes what there is, also nothing", () => {
    assert.deepEqual(drawQuestions([], 30, 1), []);
    assert.deepEqual(drawQuestions([{ question: "a", stem: "a", weight: 1 }], 45, 1), [{ question: "a", minutes: 4 }]);
  });

  test("weighs by standing: due and weak above new, well remembered below, put off not at all", () => {
    const learned = (recall: number) => ({ kind: "learned", days: 3, recall }) as const;
    assert.deepEqual(
      [
        weigh({ kind: "due" }, 3),
        weigh({ kind: "due" }, 1),
        weigh({ kind: "new" }, undefined),
        weigh({ kind: "apart" }, undefined),
        weigh(learned(0.96), 4),
        weigh(learned(0.96), 2),
        weigh({ kind: "suspended" }, 1),
        weigh({ kind: "buried" }, 1),
      ],
      [3, 4, 1, 1, 0.52, 1.52, undefined, undefined],
    );
  });
});

suite("The check-list of an answer", () => {
  const answer = [
    "It sends weights to 0. The penalty has a corner, e.g. at $w = 0.5$.",
    "#### Why\n\n- Not this list.",
    "#### What the interviewer listens for\n\n- The **corner**\n  at $w = 0$.\n  - deeper\n- [x] Done by hand\n3. Numbered",
    "- Common errors: calling it smooth.\n- An error of measurement is said.\n* A common mistake is this.",
    "#### Sources\n\n- Tibshirani (1996)",
  ].join("\n\n");

  test("is the list under its heading, what is deeper within its item, errors told apart", () => {
    assert.deepEqual(makeCheckList([answer]), [
      ...said("The **corner**\nat $w = 0$.\n- deeper", "Done by hand", "Numbered"),
      { text: "Common errors: calling it smooth.", is: "avoided" },
      ...said("An error of measurement is said."),
      { text: "A common mistake is this.", is: "avoided" },
    ]);
  });

  test("comes from the first source that has one", () => {
    assert.deepEqual(
      makeCheckList(["My notes. Short.", "## What an interviewer looks for\n- Mine", answer]),
      said("Mine"),
    );
  });

  const beginning = said("It sends weights to 0.", "The penalty has a corner, e.g. at $w = 0.5$.");
  const cases: [what: string, answers: string[], points: Point[]][] = [
    [
      "a heading without a list",
      ["#### What the interviewer listens for\n\nFirst. Second."],
      said("First.", "Second."),
    ],
    ["an empty heading", [`${answer.slice(0, 69)}\n\n#### What the interviewer listens for\n\n#### More`], beginning],
    [
      "a heading in code",
      [`${answer.slice(0, 69)}\n\n\`\`\`\n#### What the interviewer listens for\n- no\n\`\`\``],
      beginning,
    ],
    ["no heading", ["", answer.slice(0, 69)], beginning],
    ["a table alone", ["| a | b |\n| - | - |\n| 1 | 2 |"], []],
    ["no answer", ["", " "], []],
  ];
  for (const [what, answers, points] of cases) {
    test(`is made from ${what}`, () => assert.deepEqual(makeCheckList(answers), points));
  }

  test("is never longer than one can take in", () => {
    const list = Array.from({ length: 40 }, (_, i) => `- Point ${i}`).join("\n");
    assert.equal(makeCheckList([`#### What the interviewer listens for\n${list}`]).length, 12);
  });

  const paragraphs: [text: string, sentences: string[]][] = [
    ["One. Two? “Three!” Four", ["One.", "Two?", "“Three!”", "Four"]],
    ["L1 vs. L2, see Zhou et al. A 2018 and Fig. 3.", ["L1 vs. L2, see Zhou et al. A 2018 and Fig. 3."]],
    [
      "It is $f(x). X$ and `a. B` and [a. B](x. Y). $y$ too.",
      ["It is $f(x). X$ and `a. B` and [a. B](x. Y).", "$y$ too."],
    ],
    ["**Not. Here.** But here. 3.5 is a number.", ["**Not. Here.** But here.", "3.5 is a number."]],
    ["Over\ntwo lines. Next.", ["Over two lines.", "Next."]],
    ["", []],
  ];
  for (const [text, sentences] of paragraphs) {
    test(`splits “${text}”`, () => assert.deepEqual(splitSentences(text), sentences));
  }
});

suite("A mock interview", () => {
  test("counts the time of answers alone, in sight and not paused", () => {
    let now = start;
    let interview = begin();
    const wait = (minutes: number, isInSight = true) => {
      now += minutes * minute;
      interview = countTime(interview, now, isInSight);
    };
    wait(0);
    wait(2, false);
    assert.equal(timeTaken(interview), 2 * minute);
    wait(5);
    assert.equal(timeTaken(interview), 2 * minute);
    wait(1);
    interview = { ...interview, paused: true };
    wait(0.5);
    assert.equal(timeTaken(interview), 3.5 * minute);
    wait(30);
    assert.equal(timeTaken(interview), 3.5 * minute);
    interview = countTime({ ...interview, paused: false }, now, true);
    wait(0.5);
    interview = reveal(interview);
    wait(0);
    wait(10);
    assert.equal(timeTaken(interview), 4 * minute);
    interview = close(interview);
    wait(0);
    wait(20);
    assert.deepEqual(
      interview.rounds.map(({ took }) => took / minute),
      [4, 20, 0],
    );
    // A review is at most ten minutes long; a clock that is set back takes nothing away.
    assert.deepEqual(interview.rounds.map(secondsOf), [240, 600, 0]);
    interview = countTime(interview, 0, true);
    assert.equal(timeTaken(interview), 24 * minute);
    interview = countTime(finish(interview), now, true);
    assert.equal(interview.since, undefined);
  });

  test("goes from question to question to its end, and back to what was skipped or graded", () => {
    let interview = begin();
    assert.equal(findLastDone(interview), undefined);
    interview = close(reveal(interview));
    interview = close(interview, "skipped");
    assert.equal(shownIn(interview), "c");
    interview = goBackTo(interview, findLastDone(interview) ?? -1);
    assert.equal(shownIn(interview), "b");
    assert.equal(roundOf(interview)?.step, "asked");
    interview = goBackTo(interview, findLastDone(interview) ?? -1);
    assert.equal(shownIn(interview), "a");
    assert.equal(roundOf(interview)?.step, "revealed");
    for (const next of ["b", "c", undefined]) {
      interview = close(interview);
      assert.equal(shownIn(interview), next);
    }
    assert.equal(roundOf(interview), undefined);
  });

  test("can end early and be gone back to", () => {
    let interview = finish(close(reveal(begin())));
    assert.equal(roundOf(interview), undefined);
    interview = goOn(interview);
    assert.equal(shownIn(interview), "b");
  });

  test("suggests a grade from the share that was ticked, and Easy only in time", () => {
    const graded = (ticks: number[], took = 0) => {
      const interview = ticks.reduce(
        (one, i) => tick(one, i, true),
        reveal(begin(), said("1", "2", "3", "4", "5", "6")),
      );
      const round = roundOf(changeRound(interview, { took }));
      return round && suggestGrade(round)?.grade;
    };
    assert.deepEqual(
      [[], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4], [5, 4, 3, 2, 1, 0]].map((ticks) => graded(ticks)),
      [undefined, 1, 2, 2, 3, 3, 4],
    );
    assert.equal(graded([0, 1, 2, 3, 4, 5], 4 * minute), 4);
    assert.equal(graded([0, 1, 2, 3, 4, 5], 4 * minute + 1), 3);
    assert.equal(graded([7, -1, 0.5, Number.NaN]), undefined);
  });

  test("unticks", () => {
    const interview = tick(tick(tick(reveal(begin()), 2, true), 0, true), 2, false);
    assert.deepEqual(roundOf(interview)?.ticked, [0]);
    assert.equal(shareOf(roundOf(interview) as Round), 1 / 3);
    assert.equal(shareOf(roundOf(begin()) as Round), undefined);
  });

  test("keeps no more of an answer than is read", () => {
    assert.equal(roundOf(changeRound(begin(), { typed: "x".repeat(30_000) }))?.typed.length, 20_000);
  });

  const kept = (interview: Interview): unknown => JSON.parse(JSON.stringify(interview));
  test("goes on paused where a page kept it, with the time that the page saw", () => {
    const interview = countTime(changeRound(close(tick(reveal(begin()), 1, true)), { typed: "half" }), start, true);
    const { since: _, ...rest } = interview;
    assert.deepEqual(resumeInterview(kept(interview), undefined), { ...rest, paused: true });
    const resumed = resumeInterview(kept(interview), 90_000);
    assert.equal(resumed && timeTaken(resumed), 90_000);
    assert.equal(
      timeTaken(resumeInterview(kept(changeRound(interview, { took: 95_000 })), 90_000) as Interview),
      95_000,
    );
    // While it is compared, and when it is over, no time passes.
    assert.equal(timeTaken(resumeInterview(kept(reveal(interview)), 90_000) as Interview), 0);
    assert.deepEqual(resumeInterview(kept(finish(begin())), 90_000), finish(begin()));
  });

  const whole = { ...begin() };
  const broken: [what: string, saved: unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["a text", "x"],
    ["no rounds", { ...whole, rounds: [] }],
    ["a round that is none", { ...whole, rounds: [...whole.rounds, { question: 7 }] }],
    ["a round with a step of its own", { ...whole, rounds: [{ ...whole.rounds[0], step: "dance" }] }],
    ["a place that is none", { ...whole, at: 1.5 }],
    ["a place beyond", { ...whole, at: 4 }],
    ["minutes without end", { ...whole, minutes: null }],
  ];
  for (const [what, saved] of broken) {
    test(`is not taken from ${what}`, () => assert.equal(resumeInterview(saved, 0), undefined));
  }

  test("takes only ticks and points that there are", () => {
    const [round] = reveal(begin()).rounds;
    const saved = {
      ...begin(),
      level: "wild",
      rounds: [{ ...round, points: [...(round?.points ?? []), { text: 7, is: "said" }], ticked: [0, 0, 9, "1", -1] }],
    };
    const resumed = resumeInterview(saved, Number.NaN);
    assert.deepEqual(resumed?.rounds[0]?.ticked, [0]);
    assert.equal(resumed?.rounds[0]?.points.length, 3);
    assert.equal(resumed?.level, undefined);
  });
});

suite("What a page says in an interview", () => {
  const known = { answers: ["#### What the interviewer listens for\n\n- One\n- Two"], isApart: true };
  const acted = (interview: Interview, message: object) => act(interview, message as Record<string, unknown>, known);

  test("reveals with what was typed and its check-list, and goes on from a pause", () => {
    const outcome = acted({ ...begin(), paused: true }, { type: "reveal", id: "a", typed: "mine" });
    assert.ok(outcome);
    assert.equal(outcome.interview.paused, false);
    const { step, typed, points } = roundOf(outcome.interview) as Round;
    assert.deepEqual({ step, typed, points }, { step: "revealed", typed: "mine", points: said("One", "Two") });
  });

  test("grades, skips, and goes on without a grade, and says so", () => {
    const outcomes = [
      acted(reveal(begin()), { type: "grade", id: "a", grade: 2 }),
      act(reveal(begin()), { type: "grade", id: "a", grade: 4 }, { ...known, isApart: false }),
      acted(reveal(begin()), { type: "moveOn", id: "a", typed: "late" }),
      acted(begin(), { type: "moveOn", id: "a", typed: "half" }),
    ];
    assert.deepEqual(
      outcomes.map(
        (one) => one && [one.said, one.grade, one.interview.rounds[0]?.step, one.interview.rounds[0]?.typed],
      ),
      [
        ["a: Hard. It is added to your study.", 2, "done", ""],
        ["a: Easy.", 4, "done", ""],
        ["a is not graded.", undefined, "done", ""],
        ["a is skipped.", undefined, "skipped", "half"],
      ],
    );
    assert.ok(outcomes.every((one) => one?.interview.at === 1));
  });

  test("pauses, ends and goes on wherever it is", () => {
    assert.equal(acted(begin(), { type: "pause", isPaused: true })?.interview.paused, true);
    assert.equal(acted(begin(), { type: "pause", isPaused: "yes" })?.interview.paused, false);
    const ended = acted(begin(), { type: "end", typed: "half" })?.interview ?? begin();
    assert.equal(roundOf(ended), undefined);
    assert.equal(ended.rounds[0]?.typed, "half");
    assert.equal(acted(ended, { type: "end" })?.interview.rounds[0]?.typed, "half");
    assert.equal(acted(ended, { type: "goOn" })?.interview.at, 0);
  });

  const refused: [what: string, interview: Interview, message: object][] = [
    ["a grade before the answer is seen", begin(), { type: "grade", id: "a", grade: 3 }],
    ["a tick before the answer is seen", begin(), { type: "tick", id: "a", point: 0, isTicked: true }],
    ["another answer than the one on the page", begin(), { type: "reveal", id: "b" }],
    ["what was revealed once more", reveal(begin()), { type: "reveal", id: "a", typed: "better" }],
    ["a grade that is none", reveal(begin()), { type: "grade", id: "a", grade: "3" }],
    ["what is spoken after the answer", reveal(begin()), { type: "answerAloud", id: "a", isAloud: true }],
    ["a grade when it is over", finish(reveal(begin())), { type: "grade", id: "a", grade: 3 }],
    ["a dance", begin(), { type: "dance", id: "a" }],
  ];
  for (const [what, interview, message] of refused) {
    test(`does nothing for ${what}`, () => assert.equal(acted(interview, message), undefined));
  }
});

suite("The grades of an interview", () => {
  const event = (id: string, at: number, more: object) => ({ id, at, ...more }) as StudyEvent;
  const grade = { type: "grade", question: "a", grade: 2, seconds: 5 } as const;

  test("are those of the log: its own alone, and not one that was taken back", () => {
    const before = event("w-0", start - 5, { ...grade, source: "interview" });
    const review = event("w-1", start + 5, { ...grade, source: "review" });
    const own = event("w-2", start + 6, { ...grade, grade: 3, source: "interview" });
    const undo = event("w-3", start + 7, { type: "undo", event: "w-2" });
    const found = (...events: StudyEvent[]) => reviewIn(begin(), "a", foldEvents(events, model))?.grade;
    assert.equal(found(before, review), undefined);
    assert.equal(found(before, review, own), 3);
    assert.equal(found(before, review, own, undo), undefined);
    assert.equal(reviewIn(begin(), "b", foldEvents([own], model)), undefined);
  });

  test("are taken back with what added the question, and not with what added it before", () => {
    const add = event("w-0", start + 5, { type: "add", question: "a" });
    const own = event("w-1", start + 6, { ...grade, source: "interview" });
    const later = event("w-2", start + 9, { ...grade, source: "interview" });
    const undone = (...events: StudyEvent[]) => {
      const progress = foldEvents(events, model);
      const review = reviewIn(begin(), "a", progress);
      return review ? eventsOf(review, "a", progress).map(({ id }) => id) : [];
    };
    assert.deepEqual(undone(add, own), ["w-1", "w-0"]);
    assert.deepEqual(undone(add, later), ["w-2"]);
    assert.deepEqual(undone(event("w-0", start + 5, { type: "add", question: "b" }), own), ["w-1"]);
  });
});

suite("The clock of an interview", () => {
  const moments = (from: number, to: number, took = 0) =>
    sayMoments({ left: from, took }, { left: to, took: took + from - to }, 4);
  test("speaks at 10, 5 and 1 minutes before its end, at its end, and when a question had its minutes", () => {
    const spoken: string[] = [];
    for (let second = 0; second < 20 * 60; second++) {
      const words = sayMoments(
        { left: 15 * minute - second * 1000, took: second * 1000 },
        { left: 15 * minute - (second + 1) * 1000, took: (second + 1) * 1000 },
        4,
      );
      if (words) {
        spoken.push(words);
      }
    }
    assert.deepEqual(spoken, [
      "This question has had its 4 minutes: come to an end.",
      "10 minutes are left.",
      "5 minutes are left.",
      "1 minute is left.",
      "The time is over. Nothing stops: finish, or end the interview.",
    ]);
  });
  test("says both that come at once, and only the last of what was passed over", () => {
    assert.match(moments(6 * minute, 5 * minute, 3 * minute), /^5 minutes are left\. This question/);
    assert.equal(moments(12 * minute, 4 * minute, 5 * minute), "5 minutes are left.");
    assert.equal(moments(-1, -2, 5 * minute), "");
  });

  const times: [left: number, took: number, exact: string, rough: string][] = [
    [
      15 * minute,
      0,
      "15:00 left · this question: 0:00 of about 4:00",
      "15 minutes left · this question: 0 minutes of about 4",
    ],
    [
      59_001,
      61_000,
      "1:00 left · this question: 1:01 of about 4:00",
      "1 minute left · this question: 1 minute of about 4",
    ],
    [0, 5_000, "0:00 over time · this question: 0:05 of about 4:00", "over time · this question: 0 minutes of about 4"],
    [
      -61_000,
      0,
      "1:01 over time · this question: 0:00 of about 4:00",
      "over time · this question: 0 minutes of about 4",
    ],
  ];
  for (const [left, took, exact, rough] of times) {
    test(`says “${exact}”`, () => {
      assert.equal(sayTimes({ left, took }, 4, false), exact);
      assert.equal(sayTimes({ left, took }, 4, true), rough);
    });
  }
  test("has two digits for seconds", () => {
    assert.deepEqual([0, 9_999, 3_600_000].map(sayClock), ["0:00", "0:09", "60:00"]);
  });
});

suite("The report of an interview", () => {
  const notes = [
    "# Chapter 7: Workflows\n\n### 7.1 Basics",
    "> [1] [M] Why zeros?\n> Think.\n\nThe corner.",
    "> [2] A model fails.\n> [i] [H] Why?\n\nDrift.",
    "> [3] [E] What is a norm?\n\nA length.",
  ].join("\n\n");
  const library = createLibrary([{ name: "x", uri: "file:///x.md", isUsers: false, notes: parseNotes(notes) }], []);
  const questions = ["7.1/1", "7.1/2.i", "7.1/3", "7.1/9"].map((question) => ({ question, minutes: 4 }));

  function interviewed(): { interview: Interview; progress: ReturnType<typeof foldEvents> } {
    const points: Point[] = [...said("The corner\nat 0", "Convex"), { text: "Common errors: smooth.", is: "avoided" }];
    let interview = startInterview({ minutes: 15, level: "medium" }, questions, start);
    interview = changeRound(interview, { took: 200_000, typed: "# A corner\n- at 0", isAloud: true });
    interview = close(tick(tick(reveal(interview, points), 0, true), 2, true));
    interview = changeRound(interview, { took: 30_000 });
    interview = close(interview, "skipped");
    interview = finish(changeRound(interview, { took: 10_000 }));
    const event = { id: "w-0", at: start + 1, type: "grade", question: "7.1/1", grade: 3, seconds: 200 };
    return { interview, progress: foldEvents([{ ...event, source: "interview" } as StudyEvent], model) };
  }

  test("says of each question what became of it, and what is to be studied next", () => {
    const { interview, progress } = interviewed();
    const results = resultsOf(interview, library, progress);
    assert.deepEqual(
      results.map((result) => [sayResult(result), result.isWeak]),
      [
        ["Good · 2 of 3 points · 3 min 20 s of about 4 min · aloud", false],
        ["Skipped", true],
        ["Not answered", false],
        ["Not reached", false],
      ],
    );
    assert.deepEqual(sumUp(interview, results), [
      ["Answered", "1 of 4"],
      ["Time", "4 min 0 s of 15 min"],
      ["Points", "2 of 3 (67 %)"],
      ["Grades", "1 Good"],
    ]);
  });

  test("finds weak what was graded Again or Hard, or had few points and no grade", () => {
    const weak = (ticks: number[], value?: number) => {
      const interview = close(ticks.reduce((one, i) => tick(one, i, true), reveal(begin())));
      const event = {
        id: "w-0",
        at: start + 1,
        type: "grade",
        question: "a",
        grade: value,
        seconds: 1,
        source: "interview",
      };
      const progress = foldEvents(value ? [event as StudyEvent] : [], model);
      return resultsOf(interview, library, progress)[0]?.isWeak;
    };
    assert.deepEqual(
      [weak([0, 1, 2], 2), weak([0], 3), weak([0]), weak([0, 1]), weak([0, 1, 2], 1)],
      [true, false, true, false, true],
    );
  });

  test("is a Markdown text with questions, time, what was said and missed, grades, and the learner's words", () => {
    const { interview, progress } = interviewed();
    const report = writeReport(interview, resultsOf(interview, library, progress), (id) => `x://q/${id}`);
    assert.match(
      report,
      /^# Mock interview, \d{4}-\d\d-\d\d \d\d:\d\d\n\n15 minutes, medium questions, all sections\.\n/,
    );
    const blocks = [
      "- Answered: 1 of 4\n- Time: 4 min 0 s of 15 min\n- Points: 2 of 3 (67 %)\n- Grades: 1 Good",
      "## What to study next\n\n- [7.1/2.i](x://q/7.1/2.i) A model fails. Why?",
      "## 1. Question [7.1/1](x://q/7.1/1)\n\n7.1 Basics · medium.\n\n> Why zeros?\n> Think.",
      "**Good · 2 of 3 points · 3 min 20 s of about 4 min · aloud.**",
      "Said:\n\n- The corner\n  at 0\n\nMissed:\n\n- Convex\n\nKept clear of:\n\n- Common errors: smooth.",
      "My answer:\n\n> # A corner\n> - at 0",
      "> A model fails.\n\n> Why?\n\n**Skipped.**",
      "> The notes do not have this question any more.\n\n**Not reached.**\n",
    ];
    for (const block of blocks) {
      assert.ok(report.includes(block), `${block}\n--- is not in\n${report}`);
    }
  });

  test("says so where nothing fell short, and where nothing was answered", () => {
    const interview = close(tick(tick(tick(reveal(begin()), 0, true), 1, true), 2, true));
    const [first] = resultsOf(interview, library, foldEvents([], model));
    assert.match(
      writeReport(interview, first ? [first] : [], () => ""),
      /## What to study next\n\nNothing fell short\./,
    );
    const ended = begin();
    assert.match(
      writeReport(ended, resultsOf(ended, library, foldEvents([], model)), () => ""),
      /## What to study next\n\nNo question was answered\.\n/,
    );
  });
});
