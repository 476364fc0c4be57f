import assert from "node:assert/strict";
import { type Backend, isSoftware, labelBackend, type Machine, nameDevice, startBackend } from "../../src/gpu/backend";

const nvidia = "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)";
const swiftShader =
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver-5.0.0)";

/** A machine with that renderer on which the named backends do not start; it remembers which was started last. */
function machineWith(renderer: string | undefined, broken: Partial<Record<Backend["name"], "throws" | "hangs">> = {}) {
  const started: string[] = [];
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
      started.push(name);
    },
  };
  return { machine, started };
}

suite("The choice of a backend", () => {
  test("is WebGL on a hardware GPU, named as people know it", async () => {
    const backend = await startBackend("auto", machineWith(nvidia).machine);
    assert.equal(labelBackend(backend), "WebGL on NVIDIA GeForce RTX 3060");
    assert.match(backend.reason, /hardware GPU/);
  });

  test("is WASM, and not WebGL, where WebGL is emulated, and says so", async () => {
    const { machine, started } = machineWith(swiftShader);
    const backend = await startBackend("auto", machine);
    assert.deepEqual(started, ["wasm"]);
    assert.equal(labelBackend(backend), "WASM");
    assert.match(backend.reason, /emulated in software here \(SwiftShader Device\)/);
  });

  test("is software WebGL where the setting asks for it, and is called that", async () => {
    const backend = await startBackend("webgl", machineWith(swiftShader).machine);
    assert.equal(labelBackend(backend), "software WebGL");
    assert.match(backend.reason, /setting/);
  });

  test("is never a GPU of 16 bits, not even where the setting asks for it", async () => {
    for (const choice of ["auto", "webgl"] as const) {
      const backend = await startBackend(choice, machineWith("Mali 16-bit").machine);
      assert.equal(backend.name, "wasm");
      assert.match(backend.reason, /32-bit/);
    }
  });

  test("falls from one to the next where one does not start or does not answer, and names every obstacle", async () => {
    const broken = { webgl: "throws", wasm: "hangs" } as const;
    const backend = await startBackend("auto", machineWith(nvidia, broken).machine, 20);
    assert.equal(labelBackend(backend), "CPU");
    assert.equal(
      backend.reason,
      "WebGL did not start: it is broken. WebAssembly did not start: no answer within 0.02 s.",
    );
  });

  test("says that there is no WebGL where there is none", async () => {
    const backend = await startBackend("auto", machineWith(undefined).machine);
    assert.equal(backend.name, "wasm");
    assert.match(backend.reason, /no WebGL 2/);
  });

  test("follows the setting down, and only down", async () => {
    assert.equal((await startBackend("wasm", machineWith(nvidia).machine)).name, "wasm");
    assert.equal((await startBackend("cpu", machineWith(nvidia).machine)).name, "cpu");
    assert.equal((await startBackend("wasm", machineWith(nvidia, { wasm: "throws" }).machine)).name, "cpu");
  });

  test("fails with every reason where nothing starts", async () => {
    const broken = { webgl: "throws", wasm: "throws", cpu: "throws" } as const;
    await assert.rejects(startBackend("auto", machineWith(nvidia, broken).machine), /WebGL.*WebAssembly.*JavaScript/);
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
