import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type * as tf from "@tensorflow/tfjs-core";

// One point for each number that is added, drawn onto its texel of the table. Textures hold one number a texel.
const vertexShader = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D rows;
uniform highp sampler2D updates;
uniform int columns;
uniform ivec2 size;
flat out float added;
float numberAt(highp sampler2D numbers, int place) {
  int width = textureSize(numbers, 0).x;
  return texelFetch(numbers, ivec2(place % width, place / width), 0).r;
}
void main() {
  int row = int(numberAt(rows, gl_VertexID / columns) + 0.5);
  int place = row * columns + gl_VertexID % columns;
  added = numberAt(updates, gl_VertexID);
  vec2 texel = vec2(place % size.x, place / size.x) + 0.5;
  gl_Position = vec4(2.0 * texel / vec2(size) - 1.0, 0.0, 1.0);
  gl_PointSize = 1.0;
}`;

const fragmentShader = `#version 300 es
precision highp float;
flat in float added;
out vec4 color;
void main() {
  color = vec4(added, 0.0, 0.0, 0.0);
}`;

/** What belongs to a context, made once. */
interface Adder {
  program: WebGLProgram;
  framebuffer: WebGLFramebuffer;
}

const adders = new WeakMap<WebGL2RenderingContext, Adder>();

/**
 * Adds rows to a table in place: its own texture is drawn upon, with blending that adds. The context must have
 * EXT_float_blend. Several numbers for one texel are added in no certain order, so that rounding may differ.
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
    gl.uniform1i(gl.getUniformLocation(program, "columns"), table.shape[1] as number);
    gl.uniform2i(gl.getUniformLocation(program, "size"), width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, into, 0);
    gl.viewport(0, 0, width, height);
    gl.scissor(0, 0, width, height);
    gl.enable(gl.BLEND);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendFunc(gl.ONE, gl.ONE);
    gl.bindVertexArray(null);
    gl.drawArrays(gl.POINTS, 0, (updates.shape[0] as number) * (updates.shape[1] as number));
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
