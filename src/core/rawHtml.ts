/** What an author may write as raw HTML: text, tables, pictures. What computes, frames, submits or styles is left out. */
export const htmlTags: readonly string[] =
  `a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5
  h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody
  td tfoot th thead tr tt u ul var`.split(/\s+/);

const known = new Set(htmlTags);

/** A well-formed tag (CommonMark's definition), or a bracket that begins none. */
const pieces = /<\/?([a-z][a-z0-9-]*)(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?)*\s*\/?>|</gi;

/**
 * Keeps the tags that authors may use and turns the brackets of all else into text. An open comment, script or quote
 * would take the rest of the notes with it; so it is shown instead. What the tags hold is the page's sanitizer's to judge.
 */
export function keepKnownTags(html: string): string {
  // Behind the last end of a comment none can be: there, looking for one from every beginning would take for ever.
  const end = html.lastIndexOf("-->") + 3;
  return end < 3
    ? keepTags(html)
    : keepTags(html.slice(0, end).replace(/<!--[\s\S]*?-->/g, "")) + keepTags(html.slice(end));
}

const keepTags = (html: string): string =>
  html.replace(pieces, (piece, name: string | undefined) =>
    name && known.has(name.toLowerCase()) ? withoutLife(piece) : piece.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  );

/**
 * Styles and handlers break the page's policy from the moment a browser parses them, before a sanitizer can take them
 * out. Under another name they wait for it.
 */
export const withoutLife = (tag: string): string => tag.replace(/\s(style|on\w+)(?=\s*=)/gi, " data-$1");
