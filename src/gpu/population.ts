import type { Kernel, KernelCall } from "./kernel";
import { type Architecture, writePopulation } from "./populationGlsl";

/**
 * Many small networks in training, one a lane.
 *
 * A step of the kernel is a step of gradient descent on the mean loss of `batch` examples, plus ½ · weight decay · ‖w‖² of
 * the weights without the biases. Tables: `examples`, sets of `rows` elements (x₀, x₁, x₂, y), one set after the other;
 * `rates`, an element (learning rate, weight decay, 0, 0) for each lane. Uniforms: `rows`; and `lanesPerSet`, the lanes
 * that share a set: lane i learns from set ⌊i / lanesPerSet⌋. A set is gone through in its order, again and again, so that
 * lanes of the same start, set and rates stay the same to the bit. A hidden unit all of whose weights, in and out, start
 * at 0, with its bias, stays at 0: so narrower networks train among wider ones.
 *
 * State: the parameters, unit by unit from the first hidden layer on, each its weights and then its bias; then the mean
 * loss of the last step's examples, before the step. Float32, also between the steps of the twin.
 */
export interface Population {
  kernel: Kernel;
  /** How many parameters a network has. */
  parameters: number;
  /** Standard deviations to draw the parameters with at the start: 1/√fan-in of their unit. */
  scales: Float64Array;
  /** The states of lanes whose parameters stand one lane after the other. */
  pack(networks: ArrayLike<number>): Float32Array[];
  /** The parameters of a lane, of the states of all. */
  networkOf(state: readonly Float32Array[], lane: number): Float64Array;
  /** What a network's output unit adds up for an input, in float64: z, above. */
  predict(network: ArrayLike<number>, input: ArrayLike<number>): number;
}

/** A layer of units: where its parameters begin, and where its values begin among those of all units. */
interface Layer {
  inputs: number;
  units: number;
  parameters: number;
  from: number;
  to: number;
}

/** Makes the kernel of an architecture. Throws where a lane can not hold it. */
export function createPopulation(architecture: Architecture): Population {
  const layers = arrange(architecture.layers);
  const parameters = layers.reduce((sum, { inputs, units }) => sum + units * (inputs + 1), 0);
  const inputs = architecture.layers[0] ?? 0;
  if (inputs < 1 || inputs > 3 || architecture.layers.at(-1) !== 1 || parameters > 31) {
    throw new Error(`No lane holds networks of ${architecture.layers.join("-")} units: 1 to 3, ..., 1; 31 parameters.`);
  }
  const values = new Float64Array(architecture.layers.reduce((sum, units) => sum + units, 0));
  const vectors = Math.ceil((parameters + 1) / 4);
  const lossAt = parameters;

  return {
    kernel: {
      name: `population of ${architecture.layers.join("-")} ${architecture.output}, batch ${architecture.batch}`,
      vectors,
      uniforms: { rows: "int", lanesPerSet: "int" },
      tables: ["examples", "rates"],
      glsl: writePopulation(architecture, vectors),
      advance: (call) => train(architecture, layers, lossAt, call),
    },
    parameters,
    scales: Float64Array.from(
      layers.flatMap(({ inputs, units }) => Array<number>(units * (inputs + 1)).fill(1 / Math.sqrt(inputs))),
    ),
    pack: (networks) => {
      const lanes = networks.length / parameters;
      return Array.from({ length: vectors }, (_, v) =>
        Float32Array.from({ length: 4 * lanes }, (_, i) => {
          const parameter = 4 * v + (i % 4);
          return parameter < parameters ? (networks[Math.floor(i / 4) * parameters + parameter] as number) : 0;
        }),
      );
    },
    networkOf: (state, lane) =>
      Float64Array.from({ length: parameters }, (_, i) => state[i >> 2]?.[4 * lane + (i & 3)] as number),
    predict: (network, input) => {
      for (let i = 0; i < inputs; i++) {
        values[i] = input[i] as number;
      }
      return goForward(layers, network, values);
    },
  };
}

function arrange(units: readonly number[]): Layer[] {
  let parameters = 0;
  let from = 0;
  return units.slice(1).map((count, i) => {
    const inputs = units[i] as number;
    const layer = { inputs, units: count, parameters, from, to: from + inputs };
    parameters += count * (inputs + 1);
    from += inputs;
    return layer;
  });
}

/** Fills in the values of all units after the inputs, and returns what the output unit adds up. */
function goForward(layers: readonly Layer[], network: ArrayLike<number>, values: Float64Array): number {
  let sum = 0;
  for (const { inputs, units, parameters, from, to } of layers) {
    for (let unit = 0, p = parameters; unit < units; unit++) {
      sum = 0;
      for (let i = 0; i < inputs; i++) {
        sum += (network[p++] as number) * (values[from + i] as number);
      }
      sum += network[p++] as number;
      // Nobody asks for the output unit's.
      if (to + unit < values.length - 1) {
        values[to + unit] = tanh(sum);
      }
    }
  }
  return sum;
}

/** As the GLSL has it: exact to rounding, and finite for all z. */
const tanh = (z: number) => 1 - 2 / (Math.exp(Math.min(2 * z, 80)) + 1);

function train({ output, batch }: Architecture, layers: readonly Layer[], lossAt: number, call: KernelCall): void {
  const { lanes, from, steps, uniforms, tables, state } = call;
  const examples = tables.examples as Float32Array;
  const rates = tables.rates as Float32Array;
  const rows = uniforms.rows as number;
  const [first, last] = [layers[0] as Layer, layers[layers.length - 1] as Layer];
  const network = new Float32Array(lossAt);
  const gradient = new Float64Array(lossAt);
  const values = new Float64Array(last.to + 1);
  const deltas = new Float64Array(last.to + 1);

  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < lossAt; i++) {
      network[i] = state[i >> 2]?.[4 * lane + (i & 3)] as number;
    }
    const set = Math.floor(lane / (uniforms.lanesPerSet as number)) * rows;
    const learningRate = rates[4 * lane] as number;
    const weightDecay = rates[4 * lane + 1] as number;
    let at = (from * batch) % rows;
    let loss = 0;
    for (let step = 0; step < steps; step++) {
      gradient.fill(0);
      loss = 0;
      for (let example = 0; example < batch; example++) {
        const row = 4 * (set + at);
        at = at + 1 === rows ? 0 : at + 1;
        for (let i = 0; i < first.inputs; i++) {
          values[i] = examples[row + i] as number;
        }
        const z = goForward(layers, network, values);
        const y = examples[row + 3] as number;
        if (output === "linear") {
          const error = z - y;
          loss += 0.5 * error * error;
          deltas[last.to] = error;
        } else {
          const small = Math.exp(-Math.abs(z));
          loss += Math.max(z, 0) - z * y + Math.log(1 + small);
          deltas[last.to] = (z < 0 ? small : 1) / (1 + small) - y;
        }
        goBackward(layers, network, values, deltas, gradient);
      }
      for (const { inputs, units, parameters } of layers) {
        for (let unit = 0, p = parameters; unit < units; unit++) {
          for (let i = 0; i <= inputs; i++, p++) {
            const w = network[p] as number;
            const slope = (gradient[p] as number) / batch + (i < inputs ? weightDecay * w : 0);
            network[p] = w - learningRate * slope;
          }
        }
      }
    }
    for (let i = 0; i < lossAt; i++) {
      (state[i >> 2] as Float32Array)[4 * lane + (i & 3)] = network[i] as number;
    }
    (state[lossAt >> 2] as Float32Array)[4 * lane + (lossAt & 3)] = loss / batch;
  }
}

/** Adds one example's gradient, of the derivative by what the output unit adds up, the last of `deltas`. */
function goBackward(
  layers: readonly Layer[],
  network: ArrayLike<number>,
  values: Float64Array,
  deltas: Float64Array,
  gradient: Float64Array,
): void {
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, units, parameters, from, to } = layers[l] as Layer;
    if (l > 0) {
      deltas.fill(0, from, to);
    }
    for (let unit = 0, p = parameters; unit < units; unit++) {
      const delta = deltas[to + unit] as number;
      for (let i = 0; i < inputs; i++, p++) {
        gradient[p] = (gradient[p] as number) + delta * (values[from + i] as number);
        if (l > 0) {
          deltas[from + i] = (deltas[from + i] as number) + delta * (network[p] as number);
        }
      }
      gradient[p] = (gradient[p] as number) + delta;
      p++;
    }
    if (l > 0) {
      for (let i = from; i < to; i++) {
        const value = values[i] as number;
        deltas[i] = (deltas[i] as number) * (1 - value * value);
      }
    }
  }
}
