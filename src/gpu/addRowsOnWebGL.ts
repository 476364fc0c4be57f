import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type * as tf from "@tensorflow/tfjs-core";

// A row of the table is one piece of its texture, one number a texel, or several where it goes on in the next row of
// texels. Each piece is drawn as two triangles, without instances: a processor that plays GPU takes each for a draw.
const vertexShader = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D rows;
uniform int columns, pieces;
uniform ivec2 size;
flat out ivec2 begin;
void main() {
  int corner = gl_VertexID % 6;
  int update = gl_VertexID / 6 / pieces;
  int piece = gl_VertexID / 6 % pieces;
  int width = textureSize(rows, 0).x;
  int from = int(texelFetch(rows, ivec2(update % width, update / width), 0).r + 0.5) * columns;
  int line = from / size.x + piece;
  ivec2 ends = clamp(ivec2(from, from + columns) - line * size.x, 0, size.x);
  begin = ivec2(from, update * columns);
  vec2 at = vec2((corner & 1) == 0 ? ends.x : ends.y, corner < 2 || corner == 5 ? line : line + 1);
  gl_Position = vec4(2.0 * at / vec2(size) - 1.0, 0.0, 1.0);
}`;

const fragmentShader = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D updates;
uniform ivec2 size;
flat in ivec2 begin;
out vec4 color;
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  int place = begin.y + here.y * size.x + here.x - begin.x;
  int width = textureSize(updates, 0).x;
  color = vec4(texelFetch(updates, ivec2(place % width, place / width), 0).r, 0.0, 0.0, 0.0);
}`;

/** What belongs to a context, made once. */
interface Adder {
  program: WebGLProgram;
  framebuffer: WebGLFramebuffer;
}

const adders = new WeakMap<WebGL2RenderingContext, Adder>();

/**
 * Adds rows to a table in place: its own texture is drawn upon, with blending that adds. The context must have
 * EXT_float_blend. What comes for one texel is added in the order of the rows, as in memory.
 */
export function addRowsOnWebGL(
  backend: MathBackendWebGL,
  { table, rows, updates }: Record<"table" | "rows" | "updates", tf.TensorInfo>,
): void {
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  const { program, framebuffer } = adders.get(gl) ?? createAdder(gl);
  const temporary: tf.TensorInfo[] = [];
  /** Its texture, one number a texel. */
  const textureOf = (info: tf.TensorInfo): WebGLTexture => {
    if (!backend.texData.get(info.dataId).isPacked) {
      backend.uploadToGPU(info.dataId);
      return backend.getTexture(info.dataId);
    }
    const unpacked = backend.unpackTensor(info);
    temporary.push(unpacked);
    return backend.getTexture(unpacked.dataId);
  };
  try {
    const data = backend.texData.get(table.dataId);
    if (data.isPacked) {
      throw new Error("A table is to be made of numbers, not by an operation.");
    }
    const [into, ...read] = [table, rows, updates].map(textureOf) as [WebGLTexture, WebGLTexture, WebGLTexture];
    const [height, width] = data.texShape as [number, number];
    gl.useProgram(program);
    read.forEach((texture, unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
    });
    gl.uniform1i(gl.getUniformLocation(program, "rows"), 0);
    gl.uniform1i(gl.getUniformLocation(program, "updates"), 1);
    const columns = table.shape[1] as number;
    // As many rows of texels as it can touch, wherever it begins.
    const pieces = 1 + Math.ceil((columns - 1) / width);
    gl.uniform1i(gl.getUniformLocation(program, "columns"), columns);
    gl.uniform1i(gl.getUniformLocation(program, "pieces"), pieces);
    gl.uniform2i(gl.getUniformLocation(program, "size"), width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, into, 0);
    gl.viewport(0, 0, width, height);
    gl.scissor(0, 0, width, height);
    gl.enable(gl.BLEND);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendFunc(gl.ONE, gl.ONE);
    gl.bindVertexArray(null);
    gl.drawArrays(gl.TRIANGLES, 0, 6 * (updates.shape[0] as number) * pieces);
    // What was read before is no longer so.
    Object.assign(data, { values: null });
  } finally {
    gl.disable(gl.BLEND);
    for (const one of temporary) {
      backend.disposeIntermediateTensorInfo(one);
    }
    // tfjs binds all that its next program needs, but thinks that its last one still is bound.
    backend.gpgpu.setProgram(null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, backend.gpgpu.framebuffer);
  }
}

function createAdder(gl: WebGL2RenderingContext): Adder {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The shader that adds rows does not compile: ${gl.getProgramInfoLog(program)}`);
  }
  const adder = { program, framebuffer: gl.createFramebuffer() as WebGLFramebuffer };
  adders.set(gl, adder);
  return adder;
}
