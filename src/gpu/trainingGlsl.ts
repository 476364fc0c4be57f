import { layersOf, type NetworkShape } from "../math/network";

/** Adam's constants, as Kingma and Ba (2015) propose them. Float32 holds numbers down to 1e-38: this ε is not lost in it. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** The kernel of a training in GLSL: every unit is a variable of its own, and every four parameters are a vector. */
export function writeTraining(shape: NetworkShape, lanesEach: number): string {
  const layers = layersOf(shape);
  const last = layers.length;
  const { beta1, beta2, epsilon } = adam;
  const each = (line: (i: number) => string) => Array.from({ length: lanesEach }, (_, i) => line(i)).join("\n  ");
  const part = (name: string, parameter: number) => `${name}${parameter >> 2}.${"xyzw"[parameter & 3]}`;
  const forward: string[] = [];
  const backward: string[] = [];
  layers.forEach(({ inputs, units, offset }, l) => {
    const before = Array.from({ length: inputs }, (_, i) => `v${l}_${i}`);
    const gradients: string[] = [];
    const flows = before.map(() => [] as string[]);
    for (let unit = 0; unit < units; unit++) {
      const row = offset + unit * (inputs + 1);
      const terms = before.map((value, i) => `${part("q", row + i)} * ${value}`);
      const sum = `${terms.join(" + ")} + ${part("q", row + inputs)}`;
      forward.push(`float v${l + 1}_${unit} = ${l < last - 1 ? `bend(${sum})` : sum};`);
      const delta = `d${l + 1}_${unit}`;
      before.forEach((value, i) => {
        gradients.push(`${part("g", row + i)} += ${delta} * ${value};`);
        flows[i]?.push(`${delta} * ${part("q", row + i)}`);
      });
      gradients.push(`${part("g", row + inputs)} += ${delta};`);
    }
    const back = l > 0 ? before.map((v, i) => `float d${l}_${i} = (${flows[i]?.join(" + ")}) * slope(${v});`) : [];
    backward.unshift(...gradients, ...back);
  });
  return `
float bend(float z) { return z > 0.0 ? z : ${float(shape.leak)} * z; }
float slope(float v) { return v > 0.0 ? 1.0 : ${float(shape.leak)}; }
void advance(inout vec4 state[4]) {
  int first = int(lane) / ${lanesEach} * ${lanesEach};
  ${each((i) => `vec4 q${i} = previous(first + ${i}, 0); vec4 g${i} = vec4(0.0);`)}
  int at = int(step % uint(batches)) * rows;
  for (int row = 0; row < rows; row++) {
    vec4 point = points(at + row);
    float v0_0 = point.x;
    ${forward.join("\n    ")}
    float d${last}_0 = 2.0 * (v${last}_0 - point.y) / float(rows);
    ${backward.join("\n    ")}
  }
  vec4 g = vec4(0.0);
  ${each((i) => `if (int(lane) == first + ${i}) { g = g${i}; }`)}
  state[1] = ${float(beta1)} * state[1] + ${float(1 - beta1)} * g;
  state[2] = ${float(beta2)} * state[2] + ${float(1 - beta2)} * g * g;
  state[3].x = ${float(beta1)} * state[3].x + ${float(1 - beta1)};
  state[3].y = ${float(beta2)} * state[3].y + ${float(1 - beta2)};
  vec4 mean = state[1] / state[3].x;
  state[0] -= learningRate * mean / (sqrt(state[2] / state[3].y) + ${float(epsilon)});
}
`;
}

/** A number as a float literal, to all its digits. */
const float = (value: number) => value.toExponential(9);
