/** The networks of a population: all of one architecture, fully connected, tanh in the hidden layers. */
export interface Architecture {
  /** Units of each layer, the inputs first: 1 to 3 inputs, 1 output. At most 31 parameters in all. */
  layers: readonly number[];
  /** linear: loss ½(z − y)². logistic: y is 0 or 1, z the log-odds of 1, and the loss the cross-entropy. */
  output: "linear" | "logistic";
  /** Examples of a gradient step. */
  batch: number;
}

/**
 * The kernel of a population in GLSL: every unit and every parameter is a variable of its own, so that a network lives in
 * registers. Nothing is looked up by an index that is not known when it compiles.
 *
 * `squash` is tanh as a quotient of polynomials, fitted for the smallest relative error from 0 to 8: within 3.1e-7 for all
 * numbers in float32, and never beyond 1. The population takes a tenth less time than with an exponential each.
 */
export function writePopulation({ layers, output, batch }: Architecture, vectors: number): string {
  const forward: string[] = [];
  const backward: string[] = [];
  const descend: string[] = [];
  const last = layers.length - 1;
  let parameter = 0;
  for (let layer = 1; layer <= last; layer++) {
    const inputs = Array.from({ length: layers[layer - 1] as number }, (_, i) => `v${layer - 1}_${i}`);
    /** What flows back into each input, of all units of this layer. */
    const flows = inputs.map(() => [] as string[]);
    const gradients: string[] = [];
    for (let unit = 0; unit < (layers[layer] as number); unit++) {
      const delta = `d${layer}_${unit}`;
      const terms = inputs.map((input, i) => {
        const p = parameter++;
        gradients.push(`g${p} += ${delta} * ${input};`);
        descend.push(`p${p} -= rate.x * (g${p} * ${glslFloat(1 / batch)} + rate.y * p${p});`);
        flows[i]?.push(`${delta} * p${p}`);
        return `p${p} * ${input}`;
      });
      const bias = parameter++;
      gradients.push(`g${bias} += ${delta};`);
      descend.push(`p${bias} -= rate.x * (g${bias} * ${glslFloat(1 / batch)});`);
      const sum = `${terms.join(" + ")} + p${bias}`;
      forward.push(layer === last ? `float z = ${sum};` : `float v${layer}_${unit} = squash(${sum});`);
    }
    const back = flows.map((flow, i) => {
      const v = `v${layer - 1}_${i}`;
      return `float d${layer - 1}_${i} = (${flow.join(" + ")}) * (1.0 - ${v} * ${v});`;
    });
    backward.unshift(...gradients, ...(layer > 1 ? back : []));
  }
  const places = Array.from({ length: 4 * vectors }, (_, i) => `state[${i >> 2}].${"xyzw"[i & 3]}`);
  const parameters = Array.from({ length: parameter }, (_, p) => p);
  const delta = `d${last}_0`;
  return `
float squash(float z) {
  float x = clamp(z, -8.0, 8.0);
  float t = x * x;
  float odd = x * ((((1.523036e-8 * t + 2.1894623e-5) * t + 3.5715957e-3) * t + 0.13444496) * t + 1.0);
  float even = (((8.5224246e-7 * t + 3.4112882e-4) * t + 2.6164434e-2) * t + 0.46777823) * t + 1.0;
  return odd / even;
}
void advance(inout vec4 state[${vectors}]) {
  ${parameters.map((p) => `float p${p} = ${places[p]}; float g${p} = 0.0;`).join("\n  ")}
  int set = int(lane) / lanesPerSet * rows;
  int at = int((step * ${batch}u) % uint(rows));
  float loss = 0.0;
  for (int example = 0; example < ${batch}; example++) {
    vec4 row = examples(set + at);
    at = at + 1 == rows ? 0 : at + 1;
    ${Array.from({ length: layers[0] as number }, (_, i) => `float v0_${i} = row.${"xyz"[i]};`).join(" ")}
    ${forward.join("\n    ")}
    ${(output === "linear" ? linear : logistic)(delta).join("\n    ")}
    ${backward.join("\n    ")}
  }
  vec4 rate = rates(int(lane));
  ${descend.join("\n  ")}
  ${parameters.map((p) => `${places[p]} = p${p};`).join("\n  ")}
  ${places[parameter]} = loss * ${glslFloat(1 / batch)};
}
`;
}

const linear = (delta: string) => [`float ${delta} = z - row.w;`, `loss += 0.5 * ${delta} * ${delta};`];

const logistic = (delta: string) => [
  "float small = exp(-abs(z));",
  "loss += max(z, 0.0) - z * row.w + log(1.0 + small);",
  `float ${delta} = (z < 0.0 ? small : 1.0) / (1.0 + small) - row.w;`,
];

/** A number as a float literal, to all its digits. */
const glslFloat = (value: number) => value.toExponential(9);
