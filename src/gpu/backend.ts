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
  /** Waits until all that the started backend was asked for is done. */
  settle(): void;
}

/** A demo's work, as far as the choice of what computes it goes. */
export interface Work {
  /** It is in fused kernels: then also software WebGL may be the best there is. */
  fused: boolean;
  /** A sample of it, as `Demo.calibrate` gives; undefined where it is done in plain arrays, wherever it runs. */
  sample?: (() => AsyncGenerator<number, void>) | undefined;
  /** Milliseconds. */
  now(): number;
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
export function labelBackend({ name, device }: Pick<Backend, "name" | "device">): string {
  switch (name) {
    case "webgl":
      return isSoftware(device) ? "software WebGL" : `WebGL on ${device}`;
    case "wasm":
      return "WASM";
    case "cpu":
      return "plain arrays";
    default:
      return name satisfies never;
  }
}

/** A backend that may be the one, and how fast it turned out to be. */
interface Candidate {
  name: Backend["name"];
  device: string;
  /** Units of the sample a millisecond. */
  rate?: number;
}

const plainArrays: Candidate = { name: "cpu", device: "the processor, in plain JavaScript" };
const wasm: Candidate = { name: "wasm", device: "the processor, with SIMD" };
/** What is more involved has to be faster by this much; less may be chance, or the same code under another name. */
const clearly = 1.2;
const warmUpMilliseconds = 25;
const sampleMilliseconds = 50;

/**
 * Starts the backend that the choice asks for, or the next simpler one that works. For "auto": the one that is fastest at
 * a sample of the work itself. Throws where nothing starts, with all reasons.
 * @param limit milliseconds after which a backend that does not answer counts as blocked.
 */
export async function startBackend(
  choice: "auto" | Backend["name"],
  machine: Machine,
  work: Work,
  limit = 10_000,
): Promise<Backend> {
  const obstacles: string[] = [];
  const candidates = findCandidates(choice, machine, work, obstacles);
  const attempt = async <T>(what: string, begun: Promise<T>): Promise<{ value: T } | undefined> => {
    try {
      return { value: await within(limit, begun) };
    } catch (error) {
      obstacles.push(`${what}: ${error instanceof Error ? error.message : String(error)}.`);
      return undefined;
    }
  };
  const start = ({ name }: Candidate) => attempt(`${titles[name]} did not start`, machine.start(name));

  const { sample, now } = work;
  if (choice !== "auto" || !sample) {
    for (const candidate of candidates) {
      if (await start(candidate)) {
        const { name, device } = candidate;
        const asked = choice === name ? ["The setting “mlInterview.demos.backend” asks for it."] : [];
        const reasons = sample ? asked : [...asked, "This demo needs no more than plain arrays."];
        return { name, device, reason: [...obstacles, ...reasons].join(" ") };
      }
    }
    throw new Error(obstacles.join(" "));
  }

  const measured: Required<Candidate>[] = [];
  let best: Required<Candidate> | undefined;
  for (const candidate of candidates) {
    if (await start(candidate)) {
      const rate = await attempt(`${titles[candidate.name]} failed`, measureRate(machine, sample, now));
      if (rate) {
        const one = { ...candidate, rate: rate.value };
        measured.push(one);
        best = !best || one.rate > clearly * best.rate ? one : best;
      }
    }
  }
  if (!best) {
    throw new Error(obstacles.join(" "));
  }
  await machine.start(best.name);
  const { name, device } = best;
  return { name, device, reason: [...obstacles, ...compare(best, measured)].join(" ") };
}

/** Who may compute, the simplest first where they are to be compared, else in the order in which they are to be tried. */
function findCandidates(
  choice: "auto" | Backend["name"],
  machine: Machine,
  { fused, sample }: Work,
  obstacles: string[],
): Candidate[] {
  if (choice === "cpu" || (choice === "auto" && !sample)) {
    return [plainArrays];
  }
  if (choice === "wasm") {
    return [wasm, plainArrays];
  }
  const found = machine.findWebGL();
  const device = typeof found === "string" ? "" : nameDevice(found.renderer);
  const webgl: Candidate[] = [];
  if (typeof found === "string") {
    obstacles.push(found);
  } else if (!found.float32) {
    obstacles.push(`WebGL on ${device} does not compute in 32-bit floats, which the checks need.`);
  } else if (choice === "auto" && isSoftware(found.renderer) && !fused) {
    obstacles.push(`WebGL is emulated in software here (${device}), which is slow at one operation after the other.`);
  } else {
    webgl.push({ name: "webgl", device });
  }
  return choice === "auto" ? [plainArrays, wasm, ...webgl] : [...webgl, wasm, plainArrays];
}

/** Units of the sample a millisecond, once it has compiled what it needs and found its pace. */
async function measureRate(
  machine: Machine,
  sample: () => AsyncGenerator<number, void>,
  now: () => number,
): Promise<number> {
  const pieces = sample();
  const compute = async (milliseconds: number): Promise<number> => {
    const began = now();
    let done = 0;
    do {
      const piece = await pieces.next();
      if (piece.done) {
        throw new Error("its sample of work has an end");
      }
      done += piece.value;
    } while (now() - began < milliseconds);
    machine.settle();
    return done / (now() - began);
  };
  try {
    await compute(0);
    await compute(warmUpMilliseconds);
    return await compute(sampleMilliseconds);
  } finally {
    await pieces.return();
  }
}

/** How much faster the best is than the others, as a sentence; nothing where there are no others. */
function compare(best: Required<Candidate>, measured: readonly Required<Candidate>[]): string[] {
  const others = measured.filter((one) => one !== best).sort((a, b) => b.rate - a.rate);
  const parts = others.map((other) => {
    const ratio = best.rate / other.rate;
    const times = ratio < clearly ? "about" : `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`;
    return `${times} as fast as ${labelBackend(other)}`;
  });
  return parts.length > 0 ? [`Here, at this demo's own work, it is ${parts.join(", and ")}.`] : [];
}

const titles = { webgl: "WebGL", wasm: "WebAssembly", cpu: "Plain JavaScript" };

/** What is blocked neither succeeds nor fails: after the limit it counts as failed. */
async function within<T>(limit: number, begun: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([begun, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
