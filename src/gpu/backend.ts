/** What computes: its name, what it runs on, and why it was chosen, in words. */
export interface Backend {
  name: "webgl" | "wasm" | "cpu";
  device: string;
  reason: string;
}

/** What a browser offers. */
export interface Machine {
  /** The renderer behind WebGL 2, and whether it computes in 32-bit floats; or why there is none, as a sentence. */
  findWebGL(): { renderer: string; float32: boolean } | string;
  /** Starts that backend, and throws in plain words where it can not. A blocked one may never answer. */
  start(name: Backend["name"]): Promise<void>;
}

/** Names of renderers that are programs on the CPU. */
const softwareRenderers =
  /swiftshader|llvmpipe|lavapipe|softpipe|swrast|basic render|software|paravirtual|\bwarp\b|gdi generic|mesa offscreen/i;

/** Whether a renderer of that name is emulated on the CPU. */
export const isSoftware = (renderer: string): boolean => softwareRenderers.test(renderer);

/** The part of a renderer's name that people know: `ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 ...)` without its wrapping. */
export function nameDevice(renderer: string): string {
  const inner = /^ANGLE \((?:[^,]*, )?(.*?)(?:, [^,()]*)?\)$/.exec(renderer)?.[1] ?? renderer;
  return inner
    .replace(/^Vulkan [\d.]+ \((.*?)(?: \(.*)?\)$/, "$1")
    .replace(/^ANGLE Metal Renderer: /, "")
    .replace(/ \(0x[\da-f]+\)/i, "")
    .replace(/( Direct3D| OpenGL|\/PCIe).*$/, "")
    .trim();
}

/** How a backend is called on the page. */
export function labelBackend({ name, device }: Backend): string {
  switch (name) {
    case "webgl":
      return isSoftware(device) ? "software WebGL" : `WebGL on ${device}`;
    case "wasm":
      return "WASM";
    case "cpu":
      return "CPU";
    default:
      return name satisfies never;
  }
}

/**
 * Starts the backend that the choice asks for, else the best that works: WebGL on a hardware GPU, WebAssembly, plain
 * JavaScript. Software WebGL only where it is asked for: op by op it is slower than WebAssembly on the same processor.
 * @param limit milliseconds after which a backend that did not start counts as blocked.
 */
export async function startBackend(
  choice: "auto" | Backend["name"],
  machine: Machine,
  limit = 10_000,
): Promise<Backend> {
  const asked = "The setting “mlInterview.demos.backend” asks for it.";
  const obstacles: string[] = [];
  const attempt = async (name: Backend["name"], device: string, reason?: string): Promise<Backend | undefined> => {
    try {
      await within(limit, machine.start(name));
      return { name, device, reason: [...obstacles, ...(reason ? [reason] : [])].join(" ") };
    } catch (error) {
      obstacles.push(`${titles[name]} did not start: ${error instanceof Error ? error.message : String(error)}.`);
      return undefined;
    }
  };

  if (choice === "auto" || choice === "webgl") {
    const found = machine.findWebGL();
    const device = typeof found === "string" ? "" : nameDevice(found.renderer);
    if (typeof found === "string") {
      obstacles.push(found);
    } else if (!found.float32) {
      obstacles.push(`WebGL on ${device} does not compute in 32-bit floats, which the checks need.`);
    } else if (choice === "auto" && isSoftware(found.renderer)) {
      obstacles.push(`WebGL is emulated in software here (${device}), which is slower than what was chosen.`);
    } else {
      const backend = await attempt("webgl", device, choice === "webgl" ? asked : "A hardware GPU was found.");
      if (backend) {
        return backend;
      }
    }
  }
  const reason = (name: Backend["name"]) => (choice === name ? asked : undefined);
  const backend =
    (choice === "cpu" ? undefined : await attempt("wasm", "the processor, with SIMD", reason("wasm"))) ??
    (await attempt("cpu", "the processor, in plain JavaScript", reason("cpu")));
  if (!backend) {
    throw new Error(obstacles.join(" "));
  }
  return backend;
}

const titles = { webgl: "WebGL", wasm: "WebAssembly", cpu: "Plain JavaScript" };

/** A blocked compilation neither succeeds nor fails: after the limit it counts as failed. */
async function within(limit: number, started: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  try {
    await Promise.race([started, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
