import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { pageHtml } from "../../src/host/pageHtml";
import type { PageKind } from "../../src/protocol";
import { launchBrowser } from "../tools/browser";
import { root } from "../tools/cache";

const browsers = new Map<string, Promise<Browser>>();
let server: Promise<Server> | undefined;

/** The browser with these arguments: one for the whole process. */
export function sharedBrowser(args: readonly string[] = []): Promise<Browser> {
  const key = args.join(" ");
  const browser = browsers.get(key) ?? launchBrowser(args);
  browsers.set(key, browser);
  return browser;
}

/**
 * Where the pages are (`origin`/kind), and where the repository's files are (`files`/dist/webview/answer.js).
 * As in the editor, the two are of different origins.
 */
export async function servePages(): Promise<{ origin: string; files: string }> {
  server ??= listen();
  const { port } = (await server).address() as AddressInfo;
  return { origin: `http://localhost:${port}`, files: `http://127.0.0.1:${port}` };
}

/** Closes the browsers and the server; under mocha this happens by itself. */
export async function closeShared(): Promise<void> {
  const all = [...browsers.values()];
  browsers.clear();
  await Promise.all(all.map(async (browser) => (await browser).close()));
  (await server)?.close();
  server = undefined;
}

// This file is loaded outside of any suite: it goes for all of them.
globalThis.suiteTeardown?.(closeShared);

const kinds: readonly PageKind[] = ["answer", "demo", "study"];
const contentTypes: Record<string, string> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

function listen(): Promise<Server> {
  const result = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const files = `http://127.0.0.1:${(result.address() as AddressInfo).port}`;
    const kind = kinds.find((one) => pathname === `/${one}`);
    if (kind) {
      const html = pageHtml({ kind, nonce: randomUUID(), cspSource: files, root: `${files}/dist/webview` });
      response.writeHead(200, { "Content-Type": "text/html" }).end(html);
      return;
    }
    try {
      const body = await readFile(join(root, normalize(decodeURIComponent(pathname))));
      const type = contentTypes[extname(pathname)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Access-Control-Allow-Origin": "*" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve, reject) => {
    result.once("error", reject);
    result.listen(0, "127.0.0.1", () => resolve(result));
  });
}
