import type { Kernel } from "../../../src/gpu/kernel";
import { laneKey, laneRandomGlsl } from "../../../src/gpu/laneRandom";

/** What a kernel starts from. */
export interface Start {
  kernel: Kernel;
  count: number;
  seed: number;
  uniforms: Readonly<Record<string, number>>;
  tables?: Readonly<Record<string, Float32Array>>;
  state?: readonly Float32Array[];
}

/** A kernel's arithmetic in WebGL 2 and nothing else: what no library around it can beat. */
export interface RawShader {
  /** Takes all lanes so many steps on in one draw. */
  advance(steps: number): void;
  setUniform(name: string, value: number): void;
  /** Waits until all is drawn. */
  finish(): void;
  dispose(): void;
}

/** Makes the barest program: two sets of textures, one draw after the other. */
export function createRawShader({ kernel, count, seed, uniforms, tables = {}, state = [] }: Start): RawShader {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", {
    antialias: false,
    depth: false,
  }) as WebGL2RenderingContext;
  gl.getExtension("EXT_color_buffer_float");
  const bitsOf = (vectors: number) => Math.ceil(Math.log2(Math.max(1, vectors)) / 2);
  const sizeOf = (vectors: number) => [2 ** bitsOf(vectors), Math.ceil(vectors / 2 ** bitsOf(vectors))] as const;
  const makeTexture = (vectors: number, values?: Float32Array) => {
    const [width, height] = sizeOf(vectors);
    const texels = new Float32Array(4 * width * height);
    texels.set(values ?? []);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, width, height, 0, gl.RGBA, gl.FLOAT, texels);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  };
  const vectors = Array.from({ length: kernel.vectors }, (_, v) => v);
  const sets = [0, 1].map(() => {
    const textures = vectors.map((v) => makeTexture(count, state[v]));
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    for (const v of vectors) {
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + v, gl.TEXTURE_2D, textures[v] ?? null, 0);
    }
    gl.drawBuffers(vectors.map((v) => gl.COLOR_ATTACHMENT0 + v));
    return { textures, framebuffer };
  });

  const program = link(gl, describe(kernel, count, tables, bitsOf));
  gl.useProgram(program);
  const locations = new Map<string, WebGLUniformLocation | null>();
  const at = (name: string) => {
    if (!locations.has(name)) {
      locations.set(name, gl.getUniformLocation(program, name));
    }
    return locations.get(name) ?? null;
  };
  const setUniform = (name: string, value: number) =>
    kernel.uniforms[name] === "int" ? gl.uniform1i(at(name), value) : gl.uniform1f(at(name), value);
  for (const [name, value] of Object.entries(uniforms)) {
    setUniform(name, value);
  }
  gl.uniform4ui(at("key"), ...laneKey(seed, 0));
  for (const v of vectors) {
    gl.uniform1i(at(`s${v}`), v);
  }
  Object.entries(tables).forEach(([name, values], t) => {
    const unit = kernel.vectors + t;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, makeTexture(values.length / 4, values));
    gl.uniform1i(at(`t_${name}`), unit);
  });
  const [width, height] = sizeOf(count);
  gl.viewport(0, 0, width, height);
  let taken = 0;
  let now = 0;

  return {
    advance: (steps) => {
      for (const v of vectors) {
        gl.activeTexture(gl.TEXTURE0 + v);
        gl.bindTexture(gl.TEXTURE_2D, sets[now]?.textures[v] ?? null);
      }
      now = 1 - now;
      gl.bindFramebuffer(gl.FRAMEBUFFER, sets[now]?.framebuffer ?? null);
      gl.uniform1ui(at("firstStep"), taken);
      gl.uniform1ui(at("stepCount"), steps);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      taken += steps;
    },
    setUniform,
    finish: () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4)),
    dispose: () => gl.getExtension("WEBGL_lose_context")?.loseContext(),
  };
}

function describe(
  { vectors, uniforms, gathers, glsl }: Kernel,
  count: number,
  tables: Readonly<Record<string, Float32Array>>,
  bitsOf: (vectors: number) => number,
): string {
  const each = (line: (v: number) => string) => Array.from({ length: vectors }, (_, v) => line(v)).join("\n");
  const fetch = (texture: string, bits: number) =>
    `texelFetch(${texture}, ivec2(i & ${2 ** bits - 1}, i >> ${bits}), 0)`;
  return `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
${each((v) => `uniform sampler2D s${v}; layout(location = ${v}) out vec4 o${v};`)}
${Object.entries(uniforms)
  .map(([name, kind]) => `uniform ${kind} ${name};`)
  .join("\n")}
uniform uvec4 key;
uniform uint firstStep, stepCount;
uint lane, step;
${Object.entries(tables)
  .map(([name, values]) => {
    return `uniform sampler2D t_${name}; vec4 ${name}(int i) { return ${fetch(`t_${name}`, bitsOf(values.length / 4))}; }`;
  })
  .join("\n")}
${gathers ? `vec4 previous(int i, int v) { ${each((v) => `if (v == ${v}) return ${fetch(`s${v}`, bitsOf(count))};`)} return vec4(0); }` : ""}
${laneRandomGlsl}
${glsl}
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  lane = uint(here.y << ${bitsOf(count)} | here.x);
  vec4 state[${vectors}];
  ${each((v) => `state[${v}] = texelFetch(s${v}, here, 0);`)}
  for (uint k = 0u; k < stepCount; k++) { step = firstStep + k; advance(state); }
  ${each((v) => `o${v} = state[${v}];`)}
}`;
}

function link(gl: WebGL2RenderingContext, fragment: string): WebGLProgram {
  const vertex = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1); }`;
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) {
      throw new Error(`${gl.getShaderInfoLog(shader)}\n${source}`);
    }
  }
  gl.linkProgram(program);
  return program;
}
