import { type MathBackendWebGL, setWebGLContext } from "@tensorflow/tfjs-backend-webgl";
import type * as tf from "@tensorflow/tfjs-core";
import type { Axis, Dots } from "./dots";

let prepared = false;

/**
 * Gives tfjs a context whose canvas can be transparent, as its own can not: points are painted there, beside the textures
 * that they are in. To be called before the backend is started; it is the one context of its worker.
 */
export function prepareContext(): void {
  if (prepared) {
    return;
  }
  prepared = true;
  const plain = { antialias: false, depth: false, stencil: false, failIfMajorPerformanceCaveat: false };
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", { ...plain, alpha: true, premultipliedAlpha: true });
  if (gl) {
    setWebGLContext(2, gl);
  }
}

/**
 * Paints points straight from the texture of a tensor [lanes, 2, 2], one texel a lane, and reads nothing back.
 * Undefined where the tensor has no such texture yet.
 */
export function paintDotsOnWebGL(backend: MathBackendWebGL, points: tf.Tensor, dots: Dots): ImageBitmap | undefined {
  const { gpgpu } = backend;
  const gl = gpgpu.gl as WebGL2RenderingContext;
  const { texture, isPacked, texShape, slice } = backend.texData.get(points.dataId);
  const canvas = gl.canvas;
  if (!texture || !isPacked || !texShape || slice || !(canvas instanceof OffscreenCanvas) || gl.isContextLost()) {
    return undefined;
  }
  const { program, locate } = findProgram(gl);
  const { width, height, x, y, colour, alpha, size } = dots;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.viewport(0, 0, width, height);
  gl.scissor(0, 0, width, height);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.bindVertexArray(null);
  gl.useProgram(program);
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture.texture);
  gl.uniform1i(locate("texels"), 0);
  gl.uniform1i(locate("columns"), texShape[1] / 2);
  gl.uniform1f(locate("size"), size);
  const [r, g, b] = colour.map((byte) => (alpha * byte) / 255) as [number, number, number];
  gl.uniform4f(locate("tint"), r, g, b, alpha);
  const setAxis = (name: string, { float, low, high, logarithmic }: Axis) => {
    gl.uniform2i(locate(name), float, logarithmic ? 1 : 0);
    gl.uniform2f(locate(`${name}Range`), low, high);
  };
  setAxis("x", x);
  setAxis("y", y);
  gl.drawArrays(gl.POINTS, 0, points.shape[0] as number);
  const bitmap = canvas.transferToImageBitmap();
  // As tfjs left it, or as it knows that it must set it up again.
  gl.disable(gl.BLEND);
  gl.bindTexture(gl.TEXTURE_2D, null);
  gpgpu.setProgram(null);
  gpgpu.outputTexture = null;
  gl.bindFramebuffer(gl.FRAMEBUFFER, gpgpu.framebuffer);
  return bitmap;
}

interface Program {
  program: WebGLProgram;
  locate(uniform: string): WebGLUniformLocation | null;
}

/** They live as long as their context. */
const programs = new WeakMap<WebGL2RenderingContext, Program>();

function findProgram(gl: WebGL2RenderingContext): Program {
  const found = programs.get(gl);
  if (found) {
    return found;
  }
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader) {
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      gl.deleteShader(shader);
    }
  }
  gl.linkProgram(program);
  const locations = new Map<string, WebGLUniformLocation | null>();
  const made: Program = {
    program,
    locate: (uniform) => {
      if (!locations.has(uniform)) {
        locations.set(uniform, gl.getUniformLocation(program, uniform));
      }
      return locations.get(uniform) ?? null;
    },
  };
  programs.set(gl, made);
  return made;
}

const vertexShader = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D texels;
uniform int columns;
uniform float size;
uniform ivec2 x, y;
uniform vec2 xRange, yRange;
float placeOf(vec4 point, ivec2 axis, vec2 range) {
  float value = axis.x == 0 ? point.x : axis.x == 1 ? point.y : axis.x == 2 ? point.z : point.w;
  return 2.0 * ((axis.y == 1 ? log(value) : value) - range.x) / (range.y - range.x) - 1.0;
}
void main() {
  vec4 point = texelFetch(texels, ivec2(gl_VertexID % columns, gl_VertexID / columns), 0);
  gl_Position = vec4(placeOf(point, x, xRange), placeOf(point, y, yRange), 0.0, 1.0);
  gl_PointSize = size;
}`;

const fragmentShader = `#version 300 es
precision highp float;
uniform vec4 tint;
out vec4 colour;
void main() {
  colour = tint;
}`;
