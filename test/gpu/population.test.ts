import assert from "node:assert/strict";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { createLanes } from "../../src/gpu/lanes";
import { createPopulation } from "../../src/gpu/population";
import type { Architecture } from "../../src/gpu/populationGlsl";
import { createRandomSource } from "../../src/math/random";

const random = createRandomSource(7);
const rows = 12;

/** Two sets of examples, with labels 0 and 1 where the output is logistic. */
function drawExamples({ output }: Architecture): Float32Array {
  const values = Float32Array.from(random.normals(0, 2 * rows * 4));
  return output === "linear" ? values : values.map((value, i) => (i % 4 === 3 ? Number(value > 0) : value));
}

/** Trains lanes of random networks, two to a set, and returns their parameters and losses before and after. */
async function train(architecture: Architecture, steps: number[], rate: [number, number], lanes = 4) {
  const population = createPopulation(architecture);
  const { parameters, scales } = population;
  const before = random.normals(1, lanes * parameters).map((value, i) => value * (scales[i % parameters] as number));
  const examples = drawExamples(architecture);
  const running = createLanes(tf, population.kernel, {
    count: lanes,
    seed: 1,
    stream: 0,
    state: population.pack(before),
    tables: { examples, rates: Float32Array.from({ length: 4 * lanes }, (_, i) => rate[i % 4] ?? 0) },
    uniforms: { rows, lanesPerSet: 2 },
    now: () => 0,
  });
  try {
    for (const some of steps) {
      running.advance(some);
    }
    const state = await Promise.all(running.state.map((_, v) => running.read(v)));
    const lossOf = (lane: number) => state[parameters >> 2]?.[4 * lane + (parameters & 3)] as number;
    return { population, before: population.pack(before), state, examples, lossOf };
  } finally {
    running.dispose();
  }
}

/** The mean loss of a network over the first examples of a set. */
function meanLoss(
  { output }: Architecture,
  predict: (input: ArrayLike<number>) => number,
  set: ArrayLike<number>,
  count: number,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const [a, b, c, y] = Array.from({ length: 4 }, (_, j) => set[4 * i + j] as number) as [
      number,
      number,
      number,
      number,
    ];
    const z = predict([a, b, c]);
    sum += output === "linear" ? 0.5 * (z - y) ** 2 : -Math.log(1 / (1 + Math.exp(y === 1 ? -z : z)));
  }
  return sum / count;
}

suite("A population of networks", () => {
  suiteSetup(async () => {
    await tf.setBackend("cpu");
  });

  const architectures: Architecture[] = [
    { layers: [1, 8, 1], output: "linear", batch: 5 },
    { layers: [3, 5, 1], output: "logistic", batch: 8 },
    { layers: [2, 4, 2, 1], output: "logistic", batch: 10 },
    { layers: [2, 2, 3, 2, 1], output: "linear", batch: 3 },
    { layers: [3, 1], output: "linear", batch: 12 },
  ];
  for (const architecture of architectures) {
    const { layers, output, batch } = architecture;
    const name = `${layers.join("-")} with ${output} output`;

    test(`descends along the gradient that finite differences give, ${name}`, async () => {
      const weightDecay = 0.3;
      const { population, before, state, examples, lossOf } = await train(architecture, [1], [1, weightDecay]);
      for (let lane = 0; lane < 4; lane++) {
        const set = examples.subarray(4 * rows * (lane >> 1));
        const network = population.networkOf(before, lane);
        const lossAt = (parameters: Float64Array) =>
          meanLoss(architecture, (input) => population.predict(parameters, input), set, batch);
        assert.ok(Math.abs(lossOf(lane) - lossAt(network)) < 1e-6);
        const moved = population.networkOf(state, lane);
        let at = 0;
        layers.slice(1).forEach((units, layer) => {
          const inputs = layers[layer] as number;
          for (let i = 0; i < units * (inputs + 1); i++, at++) {
            const nudge = (by: number) => lossAt(network.map((w, j) => (j === at ? w + by : w)));
            const slope = (nudge(1e-4) - nudge(-1e-4)) / 2e-4;
            const decay = i % (inputs + 1) < inputs ? weightDecay * (network[at] as number) : 0;
            const off = (network[at] as number) - (moved[at] as number) - slope - decay;
            assert.ok(Math.abs(off) < 2e-6, `parameter ${at} of lane ${lane} is ${off} off`);
          }
        });
        assert.equal(at, population.parameters);
      }
    });

    test(`comes to the same however many steps are taken at once, ${name}`, async () => {
      const atOnce = await train(architecture, [23], [0.1, 0.01]);
      const inPieces = await train(architecture, [1, 9, 13], [0.1, 0.01]);
      assert.deepEqual(inPieces.state, atOnce.state);
    });
  }

  test("keeps a unit without weights out of the network", async () => {
    const architecture: Architecture = { layers: [2, 6, 1], output: "linear", batch: 4 };
    const population = createPopulation(architecture);
    const network = Float64Array.from(random.normals(3, population.parameters));
    network.fill(0, 9, 18);
    network.fill(0, 21, 24);
    const lanes = createLanes(tf, population.kernel, {
      count: 1,
      seed: 1,
      stream: 0,
      state: population.pack(network),
      tables: { examples: drawExamples(architecture), rates: Float32Array.of(0.1, 0.01, 0, 0) },
      uniforms: { rows, lanesPerSet: 1 },
      now: () => 0,
    });
    lanes.advance(100);
    const state = await Promise.all(lanes.state.map((_, v) => lanes.read(v)));
    lanes.dispose();
    population.networkOf(state, 0).forEach((w, i) => {
      assert.equal(w === 0, (i >= 9 && i < 18) || (i >= 21 && i < 24), `parameter ${i} is ${w}`);
    });
  });

  test("learns: the loss of a circle falls below a third of a coin's", async () => {
    const architecture: Architecture = { layers: [2, 4, 2, 1], output: "logistic", batch: 10 };
    const population = createPopulation(architecture);
    const points = random.normals(4, 1000);
    const examples = Float32Array.from({ length: 2000 }, (_, i) => {
      const [x, y] = [points[2 * (i >> 2)] as number, points[2 * (i >> 2) + 1] as number];
      return [x, y, 0, Number(x * x + y * y < 1.4)][i & 3] as number;
    });
    const lanes = createLanes(tf, population.kernel, {
      count: 8,
      seed: 1,
      stream: 0,
      state: population.pack(random.normals(5, 8 * population.parameters)),
      tables: { examples, rates: Float32Array.from({ length: 32 }, (_, i) => [0.3, 0, 0, 0][i & 3] as number) },
      uniforms: { rows: 500, lanesPerSet: 8 },
      now: () => 0,
    });
    lanes.advance(5000);
    const state = await Promise.all(
      population.scales.length > 0 ? Array.from({ length: 7 }, (_, v) => lanes.read(v)) : [],
    );
    lanes.dispose();
    const losses = Array.from({ length: 8 }, (_, lane) => {
      const network = population.networkOf(state, lane);
      return meanLoss(architecture, (input) => population.predict(network, input), examples, 500);
    });
    assert.ok(Math.min(...losses) < Math.LN2 / 3, `losses ${losses}`);
  });

  test("refuses networks that no lane holds", () => {
    for (const layers of [
      [4, 2, 1],
      [2, 8, 1],
      [2, 4, 2],
      [0, 1],
    ]) {
      assert.throws(() => createPopulation({ layers, output: "linear", batch: 1 }), /No lane holds/);
    }
  });
});
