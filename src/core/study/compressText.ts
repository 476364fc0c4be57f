/** More than this is no text that was compressed here. */
const mostBytes = 64e6;
const [compressed, plain] = ["zlib:", "text:"];

/** A text, shortened where the runtime can, as letters that any store takes. */
export async function compressText(text: string): Promise<string> {
  if (typeof CompressionStream === "undefined") {
    return plain + text;
  }
  const bytes = await read(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate")));
  let letters = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return compressed + btoa(letters);
}

/** The text; rejects where what is given is damaged, or can not be read here. */
export async function decompressText(from: string): Promise<string> {
  if (from.startsWith(plain)) {
    return from.slice(plain.length);
  }
  if (!from.startsWith(compressed)) {
    throw new Error("it begins as nothing that was compressed");
  }
  const bytes = Uint8Array.from(atob(from.slice(compressed.length)), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(
    await read(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))),
  );
}

/** All of a stream. */
async function read(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new Error("it is too long");
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
