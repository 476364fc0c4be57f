import type { RandomSource } from "./random";

/**
 * A fully connected network: the units of each layer, the inputs first, and the slope of the activation below 0, where 0
 * makes it ReLU. The last layer is linear. Its parameters stand layer by layer and unit by unit, each unit's weights and
 * then its bias.
 */
export interface NetworkShape {
  widths: readonly number[];
  leak: number;
}

/** A layer: `units` rows of `inputs` + 1 parameters, the first of them at `offset`. */
export interface NetworkLayer {
  inputs: number;
  units: number;
  offset: number;
}

/** The layers of a network, without its inputs. */
export function layersOf({ widths }: NetworkShape): NetworkLayer[] {
  let offset = 0;
  return widths.slice(1).map((units, i) => {
    const layer = { inputs: widths[i] as number, units, offset };
    offset += units * (layer.inputs + 1);
    return layer;
  });
}

/** How many weights and biases a network has. */
export const countParameters = (shape: NetworkShape): number =>
  layersOf(shape).reduce((sum, { inputs, units }) => sum + units * (inputs + 1), 0);

/** The outputs of a network with one input and one output at many points, in float64. */
export function predict(shape: NetworkShape, parameters: ArrayLike<number>, points: Float64Array): Float64Array {
  const layers = layersOf(shape);
  let values = [points];
  layers.forEach(({ inputs, units, offset }, l) => {
    const leak = l < layers.length - 1 ? shape.leak : 1;
    values = Array.from({ length: units }, (_, unit) => {
      const row = offset + unit * (inputs + 1);
      const sums = new Float64Array(points.length).fill(parameters[row + inputs] as number);
      values.forEach((before, i) => {
        const weight = parameters[row + i] as number;
        for (let j = 0; j < sums.length; j++) {
          sums[j] = (sums[j] as number) + weight * (before[j] as number);
        }
      });
      return leak === 1 ? sums : sums.map((z) => (z > 0 ? z : leak * z));
    });
  });
  return values[0] as Float64Array;
}

/** How the parameters of a network are drawn. */
export type Initialisation = "he" | "uniform";

/**
 * The parameters of many networks at their start, one network after the other. he: weights normal with variance
 * 2 / inputs, biases 0 (He, Zhang, Ren, Sun 2015). uniform: weights and biases uniform within 1 / √inputs, as PyTorch's
 * `nn.Linear` has it.
 */
export function drawNetworks(
  shape: NetworkShape,
  networks: number,
  initialisation: Initialisation,
  random: RandomSource,
  stream: number,
): Float32Array {
  const total = networks * countParameters(shape);
  const numbers = initialisation === "he" ? random.normals(stream, total) : random.uniforms(stream, total);
  const scales = layersOf(shape).flatMap(({ inputs, units }) =>
    Array.from({ length: units }, () =>
      Array.from({ length: inputs + 1 }, (_, i) => {
        return initialisation === "uniform" ? 1 / Math.sqrt(inputs) : i < inputs ? Math.sqrt(2 / inputs) : 0;
      }),
    ).flat(),
  );
  return Float32Array.from(numbers, (number, i) => {
    return (scales[i % scales.length] as number) * (initialisation === "uniform" ? 2 * number - 1 : number);
  });
}
