import assert from "node:assert/strict";
import { compressText, decompressText } from "../../../src/core/study/compressText";
import { mergeEvents, type StudyEvent, writeEvents } from "../../../src/core/study/event";
import { packEvents, unpackEvents } from "../../../src/core/study/packEvents";
import { createRandomSource } from "../../../src/math/random";

/** Reviews as years of sessions write them: eight letters for each window, some thirty events each. */
export function inventEvents(count: number, seed: number): StudyEvent[] {
  const draw = createRandomSource(seed).uniforms(0, 5 * count);
  let at = Date.UTC(2026, 0, 1);
  const events = Array.from({ length: count }, (_, i): StudyEvent => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = draw.slice(5 * i, 5 * i + 5);
    const session = Math.floor(i / 30);
    at += i % 30 === 0 ? Math.round(8e7 * a) : Math.round(2e5 * a);
    const window = Math.floor(((session * 2654435761) % 2 ** 32) + 2 ** 32)
      .toString(16)
      .slice(-8);
    const head = { id: `${window}-${i % 30}`, at };
    const question =
      b < 0.8 ? `7.${1 + Math.floor(3 * b)}/${1 + Math.floor(30 * c)}` : `kernel-methods/${Math.floor(9 * c)}`;
    if (d < 0.04 && i % 30 > 0) {
      return { ...head, type: "undo", event: `${window}-${(i % 30) - 1}` };
    }
    if (d < 0.06) {
      return { ...head, type: "relink", question, to: "7.1/1" };
    }
    const plain = (["add", "remove", "bury", "suspend", "resume"] as const)[Math.floor(50 * (d - 0.06))];
    return plain
      ? { ...head, type: plain, question }
      : {
          ...{ ...head, type: "grade", question, grade: (1 + Math.floor(4 * c)) as 1 | 2 | 3 | 4 },
          ...{ seconds: Math.round(2 + 200 * e * e), source: e < 0.9 ? "review" : "interview" },
        };
  });
  return mergeEvents(events);
}

suite("Packed events", () => {
  test("are unpacked as they were, of every type, and are the same text for the same events", () => {
    const events = inventEvents(5_000, 3);
    assert.equal(new Set(events.map(({ type }) => type)).size, 8);
    const text = packEvents(events);
    const unpacked = unpackEvents(text) as StudyEvent[];
    assert.deepEqual(mergeEvents(unpacked), events);
    assert.equal(packEvents(mergeEvents([...events].reverse())), text);
  });

  test("keep what is unlike all others: strange ids and times, and what a later version adds to an event", () => {
    const events = [
      { id: "no number", at: 1, type: "add", question: "1" },
      { id: "w-007", at: 2, type: "add", question: "1" },
      { id: "w-1e3", at: 3.25, type: "add", question: "1" },
      { id: "w-9007199254740993", at: -4, type: "bury", question: "__proto__" },
      { id: "-5", at: 5, type: "undo", event: "no number" },
      { id: "constructor-6", at: 6, type: "undo", event: "__proto__-0" },
      { id: "w-7", at: 7, type: "grade", question: "“1”\n", grade: 2, seconds: 0.5, source: "interview", mood: "fine" },
      { id: "w-2", at: 8.64e15, type: "resume", question: "1" },
    ] as StudyEvent[];
    assert.deepEqual(mergeEvents(unpackEvents(packEvents(events)) as StudyEvent[]), mergeEvents(events));
  });

  test("are not taken from what this version did not make", () => {
    const whole = packEvents(inventEvents(50, 1));
    assert.equal(unpackEvents(whole.replace('"version":1', '"version":2')), "later version");
    const wrongs = [
      ...[
        "",
        "null",
        "[]",
        "7",
        '{"version":"1"}',
        '{"version":1}',
        whole.slice(0, -9),
        whole.replace('"window":[', '"window":[-1,'),
      ],
      whole.replace(/"grade":\[\d/, '"grade":[7'),
      whole.replace(/"at":\[\d+/, '"at":[null'),
      whole.replace(/"seconds":\[[^\]]*\]/, '"seconds":[]'),
      whole.replace(/"rest":\[/, '"rest":[{"id":"x","at":1,"type":"dance"}'),
    ];
    for (const wrong of wrongs) {
      assert.equal(unpackEvents(wrong), "damaged", wrong.slice(0, 60));
    }
  });

  test("are a few bytes each once they are compressed, and all are read again", async () => {
    const sizes: Record<string, number> = {};
    for (const count of [10_000, 100_000]) {
      const events = inventEvents(count, 5);
      const letters = await compressText(packEvents(events));
      const again = unpackEvents(await decompressText(letters)) as StudyEvent[];
      assert.equal(again.length, count);
      sizes[count] = letters.length;
      assert.ok(letters.length < 12 * count, `${letters.length} bytes for ${count} events`);
      assert.ok(letters.length * 7 < writeEvents(events).length);
    }
    if (process.env.SIZES) {
      console.log(sizes);
    }
  });
});

suite("Compressed text", () => {
  test("is the same text again, also where the runtime can not compress", async () => {
    const text = `${"αβγ ".repeat(50_000)}\u0000end`;
    assert.equal(await decompressText(await compressText(text)), text);
    const native = globalThis.CompressionStream;
    try {
      Reflect.deleteProperty(globalThis, "CompressionStream");
      assert.equal(await decompressText(await compressText(text)), text);
    } finally {
      globalThis.CompressionStream = native;
    }
  });

  test("is refused where a letter is wrong or missing, or where it is another's", async () => {
    const whole = await compressText(packEvents(inventEvents(100, 2)));
    const middle = Math.floor(whole.length / 2);
    const other = whole[middle] === "A" ? "B" : "A";
    for (const wrong of [
      whole.slice(0, -40),
      `${whole.slice(0, middle)}${other}${whole.slice(middle + 1)}`,
      "zlib:%",
      "x",
    ]) {
      await assert.rejects(decompressText(wrong), wrong.slice(0, 20));
    }
  });

  test("is not read without end", async () => {
    const bomb = await compressText("0".repeat(70e6));
    assert.ok(bomb.length < 1e6);
    await assert.rejects(decompressText(bomb), /too long/);
  });
});
