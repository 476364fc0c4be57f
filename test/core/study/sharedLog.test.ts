import assert from "node:assert/strict";
import { mergeEvents, type StudyEvent } from "../../../src/core/study/event";
import { type LogFiles, openReviewLog, type ReviewLog } from "../../../src/core/study/reviewLog";
import { createSharedLog, type SharedValue } from "../../../src/core/study/sharedLog";
import { createRandomSource } from "../../../src/math/random";

/** A value as one machine keeps it, and how often it was written. */
function createValue() {
  const value = { now: undefined as unknown, writes: 0 };
  const shared: SharedValue = {
    get: () => value.now,
    set: async (next) => {
      value.now = next;
      value.writes++;
    },
  };
  return { value, shared };
}

function createFiles(): LogFiles {
  const files = new Map<string, string>();
  return {
    list: async () => [...files.keys()],
    read: async (name) => files.get(name) ?? "",
    write: async (name, text) => void files.set(name, text),
    rename: async (name, to) => {
      files.set(to, files.get(name) ?? "");
      files.delete(name);
    },
    remove: async (name) => void files.delete(name),
  };
}

/** A machine: its files, its copy of the value, and the window that is open. */
async function createMachine(name: string) {
  const files = createFiles();
  const { value, shared } = createValue();
  let windows = 0;
  let log: ReviewLog;
  let look: ReturnType<typeof createSharedLog>;
  const open = async () => {
    log = await openReviewLog(files, `${name}${windows++}`);
    look = createSharedLog(log, (events) => log.join(events), shared);
  };
  await open();
  return { files, value, open, append: (event: StudyEvent) => log.append(event), look: () => look() };
}
type Machine = Awaited<ReturnType<typeof createMachine>>;

/** Settings Sync: one value for all; where two changed it, it takes either. */
function createService(draw: () => number) {
  let remote: unknown;
  const bases = new Map<Machine, unknown>();
  let conflicts = 0;
  return {
    conflicts: () => conflicts,
    sync: (machine: Machine) => {
      const base = bases.get(machine);
      const { now } = machine.value;
      if (now !== base && remote !== base && now !== remote) {
        conflicts++;
      }
      const takesLocal = now === base ? false : remote === base ? true : draw() < 0.5;
      const winner = takesLocal ? now : remote;
      remote = winner;
      machine.value.now = winner;
      bases.set(machine, winner);
    },
  };
}

suite("A review log that is shared by one value", () => {
  test("loses no event on any machine, whichever value the service takes, in whatever order, and after a month off", async () => {
    let conflicts = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const numbers = createRandomSource(seed).uniforms(0, 4_000).values();
      const draw = () => numbers.next().value ?? 0;
      const machines = [
        await createMachine("desk"),
        await createMachine("laptop"),
        await createMachine("tablet"),
      ] as const;
      const service = createService(draw);
      const made: string[] = [];
      for (let step = 0; step < 400; step++) {
        // One machine is off for a long while; then it has reviews that nobody knows of, and an old value.
        const isOff = step > 120 && step < 330;
        const machine = machines[Math.floor((isOff ? 2 : 3) * draw())] as Machine;
        const what = draw();
        if (what < 0.45) {
          const question = `7.1/${Math.floor(30 * draw())}`;
          const at = 1e12 + 1_000 * step - Math.floor(4e6 * draw());
          made.push(...(await machine.append({ at, type: "add", question } as StudyEvent)).map(({ id }) => id));
        } else if (what < 0.65) {
          await machine.look();
        } else if (what < 0.9) {
          service.sync(machine);
        } else {
          await machine.open();
        }
      }
      conflicts += service.conflicts();
      // Each is opened again: to settle the last conflict, to bring what it has, and to have what the others brought.
      for (const machine of [...machines, ...machines, ...machines]) {
        await machine.open();
        service.sync(machine);
        await machine.look();
        service.sync(machine);
      }
      for (const [i, machine] of machines.entries()) {
        const { events } = await openReviewLog(machine.files, "reader");
        const missing = made.filter((id) => !events.some((event) => event.id === id));
        assert.deepEqual(missing, [], `seed ${seed}, machine ${i}`);
        assert.equal(events.length, made.length);
      }
    }
    assert.ok(conflicts > 100, `only ${conflicts} conflicts`);
  });

  test("is written only where the log has more than the value", async () => {
    const [desk, laptop] = [await createMachine("desk"), await createMachine("laptop")];
    await desk.append({ at: 1, type: "add", question: "7.1/1" } as StudyEvent);
    assert.ok(((await desk.look()).written ?? 0) > 0);
    assert.deepEqual(await desk.look(), { joined: 0 });
    laptop.value.now = desk.value.now;
    assert.deepEqual(await laptop.look(), { joined: 1 });
    assert.deepEqual(await laptop.look(), { joined: 0 });
    assert.equal(laptop.value.writes, 0);
    // Also by another window, which has not seen it yet.
    await desk.open();
    assert.deepEqual(await desk.look(), { joined: 0 });
    assert.equal(desk.value.writes, 1);
  });

  test("leaves what a later version wrote alone, until something else stands there", async () => {
    const { value, append, look } = await createMachine("desk");
    await append({ at: 1, type: "add", question: "7.1/1" } as StudyEvent);
    const later = 'text:{"version":2}';
    value.now = later;
    assert.deepEqual(await look(), { joined: 0, problem: "later version" });
    assert.deepEqual(await look(), { joined: 0 });
    assert.equal(value.now, later);
    value.now = undefined;
    assert.ok((await look()).written);
  });

  for (const damaged of ["", "zlib:AAAA", 7, null, {}, "text:{}", `text:${"[".repeat(100_000)}`]) {
    test(`writes anew what is damaged: ${JSON.stringify(damaged)?.slice(0, 20)}`, async () => {
      const { value, append, look } = await createMachine("desk");
      await append({ at: 1, type: "add", question: "7.1/1" } as StudyEvent);
      value.now = damaged;
      const { problem, written } = await look();
      assert.equal(problem, "damaged");
      assert.ok(written);
    });
  }

  test("is tried again where it could not be written", async () => {
    const log = { events: mergeEvents([{ id: "a-0", at: 1, type: "add", question: "1" }]) };
    const { value, shared } = createValue();
    let works = false;
    const look = createSharedLog(log, async () => 0, {
      get: shared.get,
      set: (text) => (works ? shared.set(text) : Promise.reject(new Error("full"))),
    });
    await assert.rejects(look(), /full/);
    works = true;
    await look();
    assert.equal(value.writes, 1);
  });
});
