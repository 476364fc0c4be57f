import assert from "node:assert/strict";
import {
  type Backend,
  isSoftware,
  labelBackend,
  type Machine,
  nameDevice,
  startBackend,
  type Work,
} from "../../src/gpu/backend";

const nvidia = "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)";
const swiftShader =
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver-5.0.0)";

type Name = Backend["name"];
type Fault = "throws" | "hangs" | "throws at work" | "hangs at work";

/**
 * A machine with that renderer, and a demo's work on it: so much a millisecond on each backend, by a clock that only work
 * moves. It remembers what was started, and counts what was begun and not ended.
 */
function machineWith(
  renderer: string | undefined,
  { broken = {}, speeds = { webgl: 8, wasm: 2, cpu: 1 }, fused = false, plain = false } = {} as {
    broken?: Partial<Record<Name, Fault>>;
    speeds?: Record<Name, number>;
    fused?: boolean;
    plain?: boolean;
  },
) {
  const seen = { started: [] as Name[], open: 0, settled: 0 };
  let milliseconds = 0;
  let current: Name = "cpu";
  const machine: Machine = {
    findWebGL: () =>
      renderer === undefined ? "There is no WebGL 2 here." : { renderer, float32: !renderer.includes("16-bit") },
    start: async (name) => {
      if (broken[name] === "throws") {
        throw new Error("it is broken");
      }
      if (broken[name] === "hangs") {
        await new Promise(() => {});
      }
      current = name;
      seen.started.push(name);
    },
    settle: () => {
      seen.settled++;
    },
  };
  async function* sample(): AsyncGenerator<number, void> {
    seen.open++;
    try {
      // The first piece compiles.
      for (let cost = 500; ; cost = 5) {
        if (broken[current] === "throws at work") {
          throw new Error("it has not this operation");
        }
        if (broken[current] === "hangs at work") {
          await new Promise(() => {});
        }
        milliseconds += cost;
        yield 5 * speeds[current];
      }
    } finally {
      seen.open--;
    }
  }
  const work: Work = { fused, sample: plain ? undefined : sample, now: () => milliseconds };
  const start = (choice: "auto" | Name, limit?: number) => startBackend(choice, machine, work, limit);
  return { start, seen };
}

suite("The choice of a backend", () => {
  test("is what is fastest at the demo's own work, named as people know it, with how much faster it is", async () => {
    const { start, seen } = machineWith(nvidia);
    const backend = await start("auto");
    assert.equal(labelBackend(backend), "WebGL on NVIDIA GeForce RTX 3060");
    assert.equal(
      backend.reason,
      "Here, at this demo's own work, it is 4.0 times as fast as WASM, and 8.0 times as fast as plain arrays.",
    );
    assert.equal(seen.started.at(-1), "webgl");
  });

  test("is not a backend's name: slow WebGL on hardware loses", async () => {
    const { start, seen } = machineWith(nvidia, { speeds: { webgl: 1, wasm: 5, cpu: 2 } });
    assert.equal((await start("auto")).name, "wasm");
    assert.equal(seen.started.at(-1), "wasm");
  });

  test("is the simpler one where there is no clear difference", async () => {
    const backend = await machineWith(nvidia, { speeds: { webgl: 1.1, wasm: 1.15, cpu: 1 } }).start("auto");
    assert.equal(labelBackend(backend), "plain arrays");
    assert.match(backend.reason, /it is about as fast as WASM, and about as fast as WebGL on NVIDIA/);
  });

  test("leaves out software WebGL for one operation after the other, without trying, and says so", async () => {
    const { start, seen } = machineWith(swiftShader);
    const backend = await start("auto");
    assert.equal(labelBackend(backend), "WASM");
    assert.deepEqual(seen.started, ["cpu", "wasm", "wasm"]);
    assert.match(backend.reason, /emulated in software here \(SwiftShader Device\)/);
  });

  test("is software WebGL where the work is in fused kernels and faster there", async () => {
    const backend = await machineWith(swiftShader, { fused: true }).start("auto");
    assert.equal(labelBackend(backend), "software WebGL");
    const slow = { webgl: 1, wasm: 1, cpu: 1 };
    assert.equal((await machineWith(swiftShader, { fused: true, speeds: slow }).start("auto")).name, "cpu");
  });

  test("is plain arrays for a demo that computes in nothing else, without measuring", async () => {
    const { start, seen } = machineWith(nvidia, { plain: true });
    const backend = await start("auto");
    assert.equal(labelBackend(backend), "plain arrays");
    assert.match(backend.reason, /needs no more/);
    assert.deepEqual(seen.started, ["cpu"]);
  });

  test("ends every sample that it began, and waits for what was begun before it looks at the clock", async () => {
    const { start, seen } = machineWith(nvidia, { broken: { wasm: "throws at work" } });
    await start("auto");
    assert.deepEqual([seen.open, seen.settled], [0, 6]);
  });

  test("drops what fails at the work or does not answer, with its reason", async () => {
    const failing = await machineWith(nvidia, { broken: { webgl: "throws at work" } }).start("auto");
    assert.equal(failing.name, "wasm");
    assert.match(failing.reason, /^WebGL failed: it has not this operation\. Here, at/);
    const hanging = await machineWith(nvidia, { broken: { wasm: "hangs at work" } }).start("auto", 20);
    assert.equal(hanging.name, "webgl");
    assert.match(hanging.reason, /^WebAssembly failed: no answer within 0\.02 s\./);
  });

  test("is software WebGL where the setting asks for it, unmeasured, and is called that", async () => {
    const { start, seen } = machineWith(swiftShader);
    const backend = await start("webgl");
    assert.equal(labelBackend(backend), "software WebGL");
    assert.match(backend.reason, /setting/);
    assert.deepEqual(seen.started, ["webgl"]);
  });

  test("is never a GPU of 16 bits, not even where the setting asks for it", async () => {
    for (const choice of ["auto", "webgl"] as const) {
      const backend = await machineWith("Mali 16-bit").start(choice);
      assert.equal(backend.name, "wasm");
      assert.match(backend.reason, /32-bit/);
    }
  });

  test("falls from one to the next where one does not start or does not answer, and names every obstacle", async () => {
    for (const choice of ["auto", "webgl"] as const) {
      const backend = await machineWith(nvidia, { broken: { webgl: "throws", wasm: "hangs" } }).start(choice, 20);
      assert.equal(labelBackend(backend), "plain arrays");
      assert.match(backend.reason, /WebGL did not start: it is broken\./);
      assert.match(backend.reason, /WebAssembly did not start: no answer within 0\.02 s\./);
    }
  });

  test("says that there is no WebGL where there is none", async () => {
    const backend = await machineWith(undefined).start("auto");
    assert.equal(backend.name, "wasm");
    assert.match(backend.reason, /no WebGL 2/);
  });

  test("follows the setting down, and only down", async () => {
    assert.equal((await machineWith(nvidia).start("wasm")).name, "wasm");
    assert.equal((await machineWith(nvidia).start("cpu")).name, "cpu");
    assert.equal((await machineWith(nvidia, { broken: { wasm: "throws" } }).start("wasm")).name, "cpu");
  });

  test("fails with every reason where nothing starts", async () => {
    const broken = { webgl: "throws", wasm: "throws", cpu: "throws" } as const;
    for (const choice of ["auto", "webgl"] as const) {
      await assert.rejects(machineWith(nvidia, { broken }).start(choice), ({ message }: Error) =>
        ["WebGL", "WebAssembly", "Plain JavaScript"].every((name) => message.includes(`${name} did not start: it is`)),
      );
    }
  });
});

suite("A renderer's name", () => {
  const cases: [renderer: string, software: boolean, device: string][] = [
    [nvidia, false, "NVIDIA GeForce RTX 3060"],
    [swiftShader, true, "SwiftShader Device"],
    ["ANGLE (Apple, ANGLE Metal Renderer: Apple M2 Pro, Unspecified Version)", false, "Apple M2 Pro"],
    [
      "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)",
      false,
      "Mesa Intel(R) UHD Graphics 620 (KBL GT2)",
    ],
    [
      "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics (0x0000A7A0) Direct3D11 vs_5_0 ps_5_0, D3D11)",
      false,
      "Intel(R) Iris(R) Xe Graphics",
    ],
    ["ANGLE (NVIDIA Corporation, NVIDIA H100/PCIe/SSE2, OpenGL 4.5.0)", false, "NVIDIA H100"],
    [
      "ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)",
      true,
      "Microsoft Basic Render Driver",
    ],
    ["ANGLE (Mesa, llvmpipe (LLVM 15.0.7 256 bits), OpenGL 4.5)", true, "llvmpipe (LLVM 15.0.7 256 bits)"],
    ["llvmpipe (LLVM 12.0.0, 256 bits)", true, "llvmpipe (LLVM 12.0.0, 256 bits)"],
    ["Google SwiftShader", true, "Google SwiftShader"],
    ["Apple Software Renderer", true, "Apple Software Renderer"],
    ["AMD Radeon Pro 5300M OpenGL Engine", false, "AMD Radeon Pro 5300M"],
  ];
  for (const [renderer, software, device] of cases) {
    test(`${renderer} is ${software ? "software" : "hardware"}: ${device}`, () => {
      assert.equal(isSoftware(renderer), software);
      assert.equal(nameDevice(renderer), device);
      // What is shown still tells the two apart.
      assert.equal(isSoftware(device), software);
    });
  }
});
