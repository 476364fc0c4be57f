import type { PageKind } from "../protocol";

/** What a page may do beyond reading its own files: the demo page computes, in WebAssembly and in a worker. */
const more: Record<PageKind, { script: string; rest: string }> = {
  answer: { script: "", rest: "" },
  demo: { script: " 'wasm-unsafe-eval'", rest: "; worker-src blob:" },
  study: { script: "", rest: "" },
};

/**
 * The HTML of a page: an empty frame with a strict content security policy. What it shows comes as a message. Its script
 * comes from another origin: asked for with `crossorigin`, its errors say more than "Script error.".
 */
export function pageHtml(options: { kind: PageKind; nonce: string; cspSource: string; root: string }): string {
  const { kind, nonce, cspSource, root } = options;
  const policy =
    `default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${nonce}'${more[kind].script}; ` +
    `style-src ${cspSource}; font-src ${cspSource}; img-src ${cspSource}${more[kind].rest}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ML Interview Lab</title>
<link rel="stylesheet" href="${root}/${kind}.css">
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" crossorigin="anonymous" src="${root}/${kind}.js"></script>
</body>
</html>
`;
}
