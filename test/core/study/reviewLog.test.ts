import assert from "node:assert/strict";
import { mergeEvents, readEvents } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents } from "../../../src/core/study/progress";
import { type LogFiles, openReviewLog, type ReviewLog } from "../../../src/core/study/reviewLog";
import { createRandomSource } from "../../../src/math/random";

/** The disk of a machine. A crash leaves some bytes of a file beside the one that was to be replaced. */
function createDisk() {
  const files = new Map<string, string>();
  let crashAfter: number | undefined;
  const disk: LogFiles = {
    list: async () => [...files.keys()],
    read: async (name) => files.get(name) ?? "",
    write: async (name, text) => {
      await Promise.resolve();
      if (crashAfter !== undefined) {
        files.set(`${name}.new`, text.slice(0, Math.floor(crashAfter * text.length)));
        throw new Error("crash");
      }
      files.set(name, text);
    },
    rename: async (name, to) => {
      files.set(to, files.get(name) ?? "");
      files.delete(name);
    },
    remove: async (name) => void files.delete(name),
  };
  return {
    disk,
    files,
    /** The next write dies after that share of its bytes. */
    crash: (share: number | undefined) => {
      crashAfter = share;
    },
  };
}

suite("Review logs of three windows on each of two machines", () => {
  test("have every grade whose write had returned, through 10,000 reviews with crashes and clocks an hour apart", async () => {
    const count = 10_000;
    const draw = createRandomSource(7).uniforms(0, 5 * count);
    const machines = [createDisk(), createDisk()];
    const windows = await Promise.all(
      machines.flatMap(({ disk }, m) => [0, 1, 2].map((w) => openReviewLog(disk, `m${m}w${w}`))),
    );
    const returned: string[] = [];
    let crashes = 0;
    let synced: ReviewLog["events"] = [];
    for (let i = 0; i < count; i++) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = draw.slice(5 * i, 5 * i + 5);
      const w = Math.floor(6 * a);
      const machine = machines[w < 3 ? 0 : 1] as (typeof machines)[number];
      const log = windows[w] as ReviewLog;
      const grade = (1 + Math.floor(4 * b)) as 1 | 2 | 3 | 4;
      const at = 1e12 + 400_000 * i + Math.round(1000 * c) - (w < 3 ? 0 : 3_600_000);
      const event = {
        at,
        type: "grade",
        question: `7.2/${Math.floor(30 * d)}`,
        grade,
        seconds: 9,
        source: "review",
      } as const;
      const dies = e < 0.005;
      machine.crash(dies ? c : undefined);
      if (dies) {
        crashes++;
        await assert.rejects(log.append(event), /crash/);
        machine.crash(undefined);
        // Another window takes its place.
        windows[w] = await openReviewLog(machine.disk, `m${w < 3 ? 0 : 1}w${w}-${i}`);
      } else {
        returned.push(...(await log.append(event)).map(({ id }) => id));
      }
      if (i % 1999 === 1000) {
        // Settings Sync brings what the other machine had the last time, and takes away what this one has.
        await log.refresh();
        await log.join(synced);
        synced = log.events;
      }
    }
    assert.ok(crashes > 20);

    const ends = await Promise.all(machines.map(({ disk }, m) => openReviewLog(disk, `last${m}`)));
    const [here, there] = ends as [ReviewLog, ReviewLog];
    await here.join(there.events);
    await there.join(here.events);
    assert.deepEqual(here.events, there.events);
    const known = new Set(here.events.map(({ id }) => id));
    assert.deepEqual(
      returned.filter((id) => !known.has(id)),
      [],
    );
    // Nothing is there twice, and nothing that was not asked for.
    assert.equal(known.size, here.events.length);
    assert.ok(here.events.length <= count);
    const model = createMemoryModel(0.9);
    const backwards = mergeEvents(
      ...machines.flatMap(({ files }) => [...files.values()].reverse().map((text) => readEvents(text).events)),
    );
    assert.deepEqual(foldEvents(here.events, model), foldEvents(backwards, model));
  });

  test("leave torn lines where they are, and say so", async () => {
    const { disk, files } = createDisk();
    files.set("old.jsonl", '{"id":"a","at":1,"type":"add","question":"7.1/1"}\n{"id":"b","a');
    const log = await openReviewLog(disk, "new");
    await log.append({ at: 2, type: "add", question: "7.1/2" });
    assert.equal(log.events.length, 2);
    assert.equal(log.torn.get("old.jsonl")?.[0]?.line, 2);
    assert.match(files.get("old.jsonl") ?? "", /\{"id":"b","a$/);
  });

  test("take in an event once, though a file has it at two times", async () => {
    const log = await openReviewLog(createDisk().disk, "one");
    const line = (at: number) => `{"id":"a","at":${at},"type":"add","question":"7.1/1"}\n`;
    assert.equal(await log.join(readEvents(line(1) + line(2)).events), 1);
    assert.deepEqual(
      log.events.map(({ at }) => at),
      [1],
    );
  });

  test("take in the same file twice without a change", async () => {
    const { disk, files } = createDisk();
    const log = await openReviewLog(disk, "one");
    const other = readEvents('{"id":"a","at":1,"type":"add","question":"7.1/1"}').events;
    assert.equal(await log.join(other), 1);
    const text = files.get("one.taken.jsonl");
    assert.ok(text);
    assert.equal(await log.join(other), 0);
    assert.equal(files.get("one.taken.jsonl"), text);
  });

  test("write again what a failed write has left out", async () => {
    const { disk, crash } = createDisk();
    const log = await openReviewLog(disk, "one");
    crash(0.5);
    await assert.rejects(log.append({ at: 1, type: "add", question: "7.1/1" }));
    crash(undefined);
    await log.append({ at: 2, type: "add", question: "7.1/2" });
    assert.equal((await openReviewLog(disk, "two")).events.length, 2);
  });

  test("write again, when the window closes, what a failed write has left out", async () => {
    const { disk, crash } = createDisk();
    const log = await openReviewLog(disk, "one");
    crash(0.5);
    await assert.rejects(log.append({ at: 1, type: "add", question: "7.1/1" }));
    await assert.rejects(log.flush());
    crash(undefined);
    await log.flush();
    assert.equal((await openReviewLog(disk, "two")).events.length, 1);
  });

  test("write what was taken in by the second try, where the disk was full at the first", async () => {
    const { disk, crash, files } = createDisk();
    const log = await openReviewLog(disk, "one");
    const imported = readEvents('{"id":"a","at":1,"type":"add","question":"7.1/1"}').events;
    crash(0);
    await assert.rejects(log.join(imported));
    crash(undefined);
    // It is known, and not new any more.
    assert.equal(await log.join(imported), 0);
    assert.match(files.get("one.taken.jsonl") ?? "", /7\.1\/1/);
  });

  test("write what could not be taken in with the next grade", async () => {
    const { disk, crash, files } = createDisk();
    const log = await openReviewLog(disk, "one");
    crash(0);
    await assert.rejects(log.join(readEvents('{"id":"a","at":1,"type":"add","question":"7.1/1"}').events));
    crash(undefined);
    await log.append({ at: 2, type: "add", question: "7.1/2" });
    assert.equal(readEvents([...files.values()].join("")).events.length, 2);
  });

  test("gather the files of many windows into one, whatever one of these still writes", async () => {
    const { disk, files } = createDisk();
    const first = await openReviewLog(disk, "first");
    await first.append({ at: 1, type: "add", question: "7.1/1" });
    for (let i = 0; i < 20; i++) {
      await (await openReviewLog(disk, `w${i}`)).append({ at: 2 + i, type: "add", question: `7.2/${i}` });
    }
    files.set("torn.jsonl", "{");
    const last = await openReviewLog(disk, "last");
    assert.equal(last.events.length, 21);
    assert.ok(files.size <= 8, [...files.keys()].join());
    assert.equal(files.get("torn.jsonl"), "{");
    // Its file is gone: it writes another.
    await first.append({ at: 99, type: "add", question: "7.3/1" });
    assert.equal((await openReviewLog(disk, "check")).events.length, 22);
  });

  test("lose nothing where a window dies while it gathers", async () => {
    for (const dying of ["rename", "write", "remove"] as const) {
      const { disk } = createDisk();
      for (let i = 0; i < 20; i++) {
        const text = JSON.stringify({ id: `w${i}-0`, at: i, type: "add", question: `7.2/${i}` });
        await disk.write(`w${i}.jsonl`, text);
      }
      let calls = 0;
      const failing = {
        ...disk,
        [dying]: async (...given: [never, never]) => {
          if (++calls === (dying === "write" ? 1 : 7)) {
            throw new Error("crash");
          }
          return disk[dying](...given);
        },
      };
      await openReviewLog(failing, "dying");
      assert.equal((await openReviewLog(disk, "next")).events.length, 20, dying);
    }
  });

  test("have file names of the same length however often the gathering failed", async () => {
    const { disk, files, crash } = createDisk();
    for (let i = 0; i < 20; i++) {
      const text = JSON.stringify({ id: `w${i}-0`, at: i, type: "add", question: `7.2/${i}` });
      await disk.write(`w${i}.jsonl`, text);
    }
    crash(0);
    for (let i = 0; i < 5; i++) {
      await openReviewLog(disk, `full${i}`);
    }
    crash(undefined);
    const longest = Math.max(...[...files.keys()].map(({ length }) => length));
    assert.ok(longest <= "full0.taken.jsonl.new".length, [...files.keys()].join());
    assert.equal((await openReviewLog(disk, "next")).events.length, 20);
  });

  test("have what a window wrote that died before its file had its name", async () => {
    const { disk, files } = createDisk();
    const log = await openReviewLog(disk, "one");
    await log.append({ at: 1, type: "add", question: "7.1/1" });
    // A file system may take the old one away before the new one is in its place.
    files.set("one.jsonl.new", files.get("one.jsonl") ?? "");
    files.delete("one.jsonl");
    assert.equal((await openReviewLog(disk, "two")).events.length, 1);
  });

  test("see what other windows wrote", async () => {
    const { disk } = createDisk();
    const [one, two] = [await openReviewLog(disk, "one"), await openReviewLog(disk, "two")];
    await one.append({ at: 1, type: "add", question: "7.1/1" });
    assert.equal(two.events.length, 0);
    assert.equal(await two.refresh(), true);
    assert.equal(two.events.length, 1);
    assert.equal(await two.refresh(), false);
  });
});
