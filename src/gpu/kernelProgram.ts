import type { Kernel } from "./kernel";
import { laneRandomGlsl } from "./laneRandom";

/** A compiled kernel, and a framebuffer for its outputs. Its textures are on units in order: states, then tables. */
export interface Program {
  program: WebGLProgram;
  framebuffer: WebGLFramebuffer;
  locate(uniform: string): WebGLUniformLocation | null;
}

/**
 * Tables have rows of two to the power of this many texels, whatever their size. A shift by a number that is known when it
 * compiles takes a processor that plays GPU one instruction; by another, one for each lane.
 */
export const tableBits = 11;

/** By their source. They live as long as their context, which the backend keeps for good. */
const programsOf = new WeakMap<WebGL2RenderingContext, Map<string, Program>>();

/**
 * The program of a kernel: compiled the first time. Its uniforms beside the kernel's: `key`, `laneCount`, `laneBits`,
 * `firstStep`, `stepCount`. Tables stand in rows of 2^`tableBits` texels.
 * Throws where the kernel needs more than the context has, or does not compile, with its name.
 */
export function findProgram(gl: WebGL2RenderingContext, kernel: Kernel): Program {
  const programs = programsOf.get(gl) ?? new Map<string, Program>();
  programsOf.set(gl, programs);
  const source = fragmentShader(kernel);
  const program = programs.get(source) ?? compile(gl, kernel, source);
  programs.set(source, program);
  return program;
}

function compile(gl: WebGL2RenderingContext, kernel: Kernel, source: string): Program {
  const textures = kernel.vectors + kernel.tables.length;
  if (kernel.vectors > gl.getParameter(gl.MAX_DRAW_BUFFERS) || textures > gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS)) {
    throw new Error(`The kernel ${kernel.name} needs ${kernel.vectors} outputs and ${textures} inputs: too many here.`);
  }
  const program = gl.createProgram();
  const shaders = (
    [
      [gl.VERTEX_SHADER, vertexShader],
      [gl.FRAGMENT_SHADER, source],
    ] as const
  ).map(([kind, text]) => {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  gl.linkProgram(program);
  const linked = gl.getProgramParameter(program, gl.LINK_STATUS);
  const log = linked ? "" : [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(program)];
  for (const shader of shaders) {
    gl.deleteShader(shader);
  }
  if (log) {
    gl.deleteProgram(program);
    const words = gl.isContextLost() ? "the GPU's context is lost" : log.filter(Boolean).join(" ");
    throw new Error(`The kernel ${kernel.name} does not compile: ${words}`);
  }
  const locations = new Map<string, WebGLUniformLocation | null>();
  const locate = (uniform: string) => {
    if (!locations.has(uniform)) {
      locations.set(uniform, gl.getUniformLocation(program, uniform));
    }
    return locations.get(uniform) ?? null;
  };
  gl.useProgram(program);
  samplerNames(kernel).forEach((name, unit) => {
    gl.uniform1i(locate(name), unit);
  });
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.drawBuffers(Array.from({ length: kernel.vectors }, (_, v) => gl.COLOR_ATTACHMENT0 + v));
  return { program, framebuffer, locate };
}

const samplerNames = ({ vectors, tables }: Kernel): string[] => [
  ...Array.from({ length: vectors }, (_, v) => `stateTexels${v}`),
  ...tables.map((name) => `${name}Texels`),
];

/** One triangle over everything. */
const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1);
}`;

function fragmentShader(kernel: Kernel): string {
  const { vectors, uniforms, tables, gathers, glsl } = kernel;
  const each = (line: (v: number) => string) => Array.from({ length: vectors }, (_, v) => line(v)).join("\n");
  return `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
${samplerNames(kernel)
  .map((name) => `uniform sampler2D ${name};`)
  .join("\n")}
${each((v) => `layout(location = ${v}) out vec4 next${v};`)}
uniform uvec4 key;
uniform uint laneCount, laneBits, firstStep, stepCount;
uint lane, step;
${Object.entries(uniforms)
  .map(([name, kind]) => `uniform ${kind} ${name};`)
  .join("\n")}
ivec2 placeOf(int i, int bits) { return ivec2(i & ((1 << bits) - 1), i >> bits); }
${tables
  .map((name) => `vec4 ${name}(int i) { return texelFetch(${name}Texels, placeOf(i, ${tableBits}), 0); }`)
  .join("\n")}
${
  gathers
    ? `vec4 previous(int i, int v) {
  ivec2 place = placeOf(i, int(laneBits));
  ${each((v) => `if (v == ${v}) { return texelFetch(stateTexels${v}, place, 0); }`)}
  return vec4(0.0);
}`
    : ""
}
${laneRandomGlsl}
${glsl}
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  lane = uint(here.y) << laneBits | uint(here.x);
  vec4 state[${vectors}];
  ${each((v) => `state[${v}] = texelFetch(stateTexels${v}, here, 0);`)}
  if (lane < laneCount) {
    for (uint taken = 0u; taken < stepCount; taken++) {
      step = firstStep + taken;
      advance(state);
    }
  }
  ${each((v) => `next${v} = state[${v}];`)}
}`;
}
