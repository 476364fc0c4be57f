import { type StudyEvent, writeEvents } from "../../src/core/study/event";
import { createMemoryModel } from "../../src/core/study/memory";
import { foldEvents } from "../../src/core/study/progress";
import { type LogFiles, openReviewLog } from "../../src/core/study/reviewLog";
import { createRandomSource } from "../../src/math/random";
import { type Bench, median } from "./bench";

const count = 100_000;
const windows = 16;
const questions = 400;
const rounds = 11;
/** A log that takes longer to load is waited for. */
const limit = 300;

const reviewLog: Bench = {
  title: "Review log",
  about: `Milliseconds to load ${count} events of ${questions} questions from the files of ${windows} windows, beside the limit of ${limit} ms; medians and slowest of ${rounds} rounds, without the disk.`,

  async measure() {
    const files = writeFiles();
    const times = { "read and merge": [] as number[], "state of each question": [] as number[], both: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const { events } = await openReviewLog(files, "bench");
      const read = performance.now();
      foldEvents(events, createMemoryModel(0.9));
      const end = performance.now();
      times["read and merge"].push(read - start);
      times["state of each question"].push(end - read);
      times.both.push(end - start);
    }
    return Object.entries(times).map(([what, all]) => ({
      what,
      median: Math.round(median(all)),
      slowest: Math.round(Math.max(...all)),
      "limit is": Number((limit / median(all)).toPrecision(2)),
    }));
  },
};
export default reviewLog;

/** What windows that were open in turn wrote of one learner's years: grades, and some that are taken back. */
function writeFiles(): LogFiles {
  const draw = createRandomSource(3).uniforms(0, 2 * count);
  const logs = Array.from({ length: windows }, (): StudyEvent[] => []);
  for (let i = 0; i < count; i++) {
    const [a = 0, b = 0] = draw.slice(2 * i, 2 * i + 2);
    const window = Math.floor(i / 50) % windows;
    const log = logs[window] ?? [];
    const head = { id: `0b9f1c52-7c1e-4b60-9d0e-0000000000${10 + window}-${log.length}`, at: 1.6e12 + 2e6 * i };
    const last = log.at(-1);
    const grade = (1 + Math.floor(4 * b)) as 1 | 2 | 3 | 4;
    log.push(
      i % 40 === 7 && last
        ? { ...head, type: "undo", event: last.id }
        : {
            ...head,
            type: "grade",
            question: `7.2/${Math.floor(questions * a)}`,
            grade,
            seconds: 40,
            source: "review",
          },
    );
  }
  const texts = new Map(logs.map((log, i) => [`${i}.jsonl`, writeEvents(log)]));
  const refuse = async () => {
    throw new Error("Nothing is written here.");
  };
  return {
    list: async () => [...texts.keys()],
    read: async (name) => texts.get(name) ?? "",
    ...{ write: refuse, rename: refuse, remove: refuse },
  };
}
