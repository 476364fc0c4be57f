import { countParameters, layersOf, type NetworkLayer, type NetworkShape } from "../math/network";
import type { Kernel, KernelCall } from "./kernel";
import { adam, writeTraining } from "./trainingGlsl";

/**
 * Many small networks with one input and one output in training, each from a start of its own: four parameters a lane, and
 * as many lanes a network as that takes. Every lane goes through its whole network, and keeps the gradient of its own four.
 *
 * A step of the kernel is a step of Adam on the mean squared error of one batch. Table: `points`, elements (x, y, 0, 0),
 * batch after batch; all networks learn from the same. Uniforms: `rows` of a batch; `batches`, which come round in their
 * order; `learningRate`. State: four parameters; the moving means of their gradients and of the squares of these; and, in
 * two numbers of the last vector, the moving means of a gradient that is always 1, which correct the others' bias: they
 * are 1 - β^t without the loss of digits of that formula. Float32, also between the steps of the twin.
 */
export interface Training {
  kernel: Kernel;
  /** The states to start from, of networks whose parameters stand one network after the other. */
  pack(networks: ArrayLike<number>): Float32Array[];
  /** The parameters of each network, of the first vector of all lanes. */
  unpack(vector: Float32Array): Float32Array[];
}

/** With more parameters the compilers of some GPUs take minutes. */
const mostParameters = 64;

/** Makes the kernel that trains networks of one shape. Throws where they have more than 64 parameters. */
export function createTraining(shape: NetworkShape): Training {
  const parameters = countParameters(shape);
  if (parameters > mostParameters) {
    throw new Error(
      `A network of ${shape.widths.join("-")} units has ${parameters} parameters: at most ${mostParameters}.`,
    );
  }
  const lanesEach = Math.ceil(parameters / 4);
  return {
    kernel: {
      name: `training of ${shape.widths.join("-")}, slope ${shape.leak} below 0`,
      vectors: 4,
      uniforms: { rows: "int", batches: "int", learningRate: "float" },
      tables: ["points"],
      gathers: true,
      glsl: writeTraining(shape, lanesEach),
      advance: (call) => advance(shape, lanesEach, call),
    },
    pack: (networks) => {
      const count = networks.length / parameters;
      const size = 4 * lanesEach;
      const packed = Float32Array.from({ length: count * size }, (_, i) => {
        const parameter = i % size;
        return parameter < parameters ? (networks[Math.floor(i / size) * parameters + parameter] as number) : 0;
      });
      return [packed, ...[1, 2, 3].map(() => new Float32Array(packed.length))];
    },
    unpack: (vector) => {
      const size = 4 * lanesEach;
      return Array.from({ length: vector.length / size }, (_, i) => vector.slice(i * size, i * size + parameters));
    },
  };
}

function advance(shape: NetworkShape, lanesEach: number, call: KernelCall): void {
  const { lanes, from, uniforms, tables, state } = call;
  const { rows, batches, learningRate } = uniforms as { rows: number; batches: number; learningRate: number };
  const [parameters, means, squares, corrections] = state as [Float32Array, Float32Array, Float32Array, Float32Array];
  const size = 4 * lanesEach;
  const learn = createLearner(shape, tables.points as Float32Array, size);
  const { beta1, beta2, epsilon } = adam;
  for (let network = 0; network < lanes / lanesEach; network++) {
    const start = network * size;
    const gradient = learn(parameters.subarray(start, start + size), (from % batches) * rows, rows);
    for (let i = start; i < start + size; i++) {
      const g = gradient[i - start] as number;
      const first = i - (i % 4);
      if (first === i) {
        corrections[i] = beta1 * (corrections[i] as number) + (1 - beta1);
        corrections[i + 1] = beta2 * (corrections[i + 1] as number) + (1 - beta2);
      }
      means[i] = beta1 * (means[i] as number) + (1 - beta1) * g;
      squares[i] = beta2 * (squares[i] as number) + (1 - beta2) * g * g;
      const mean = (means[i] as number) / (corrections[first] as number);
      const square = (squares[i] as number) / (corrections[first + 1] as number);
      parameters[i] = (parameters[i] as number) - (learningRate * mean) / (Math.sqrt(square) + epsilon);
    }
  }
}

/** Makes the gradient of the mean squared error of `rows` points, the first of them number `at`. */
function createLearner(shape: NetworkShape, points: Float32Array, size: number) {
  const layers = layersOf(shape);
  const values = shape.widths.map((width) => new Float64Array(width));
  const deltas = shape.widths.map((width) => new Float64Array(width));
  const gradient = new Float64Array(size);
  const last = layers.length;
  return (network: Float32Array, at: number, rows: number): Float64Array => {
    gradient.fill(0);
    for (let row = at; row < at + rows; row++) {
      (values[0] as Float64Array)[0] = points[4 * row] as number;
      layers.forEach((layer, l) => {
        const leak = l < last - 1 ? shape.leak : 1;
        goForward(layer, network, values[l] as Float64Array, values[l + 1] as Float64Array, leak);
      });
      const error = ((values[last] as Float64Array)[0] as number) - (points[4 * row + 1] as number);
      (deltas[last] as Float64Array)[0] = (2 * error) / rows;
      for (let l = last - 1; l >= 0; l--) {
        const [before, back] = [values[l] as Float64Array, deltas[l] as Float64Array];
        goBackward(layers[l] as NetworkLayer, network, before, deltas[l + 1] as Float64Array, back, gradient);
        for (let i = 0; i < back.length; i++) {
          back[i] = (back[i] as number) * ((before[i] as number) > 0 ? 1 : shape.leak);
        }
      }
    }
    return gradient;
  };
}

function goForward(
  { inputs, units, offset }: NetworkLayer,
  network: Float32Array,
  before: Float64Array,
  after: Float64Array,
  leak: number,
): void {
  for (let unit = 0, p = offset; unit < units; unit++) {
    let sum = 0;
    for (let i = 0; i < inputs; i++) {
      sum += (network[p++] as number) * (before[i] as number);
    }
    sum += network[p++] as number;
    after[unit] = sum > 0 ? sum : leak * sum;
  }
}

/** Adds to the gradient of the layer, and fills in what flows back to its inputs. */
function goBackward(
  { inputs, units, offset }: NetworkLayer,
  network: Float32Array,
  before: Float64Array,
  delta: Float64Array,
  back: Float64Array,
  gradient: Float64Array,
): void {
  back.fill(0);
  for (let unit = 0, p = offset; unit < units; unit++) {
    const d = delta[unit] as number;
    for (let i = 0; i < inputs; i++, p++) {
      gradient[p] = (gradient[p] as number) + d * (before[i] as number);
      back[i] = (back[i] as number) + d * (network[p] as number);
    }
    gradient[p] = (gradient[p] as number) + d;
    p++;
  }
}
