// Which bytes of a text are selected. Offsets count in the untouched original:
// a paragraph carries the byte at which it begins (data-b), a line end is one
// byte or as many as its data-n says, and what a browser cannot hold (a byte that
// is no UTF-8) or what the page adds (a page number) carries its bytes, or none,
// as data-n.

export interface Span {
  start: number;
  end: number;
  words: string;
}

/** How many bytes a string is in UTF-8. */
export function bytes(s: string): number {
  return new TextEncoder().encode(s).length;
}

interface Piece {
  text: string;
  size: number; // bytes
}

/** The pieces of a part of the text, in order, each with its size in bytes. */
function pieces(node: Node, out: Piece[] = []): Piece[] {
  for (const child of node.childNodes) {
    if (child instanceof Text) {
      if (child.data !== '') out.push({ text: child.data, size: bytes(child.data) });
    } else if (child instanceof HTMLElement) {
      if (child.classList.contains('tag')) continue; // what the page says of an act is no part of the text
      const stated = child.dataset['n'];
      if (child.tagName === 'BR') out.push({ text: '\n', size: Number(stated ?? 1) });
      else if (stated === undefined) pieces(child, out);
      else if (stated !== '0' && child.textContent !== '') out.push({ text: child.textContent, size: Number(stated) });
    }
  }
  return out;
}

function between(from: Node, at: number, to: Node, end: number): Piece[] {
  const range = document.createRange();
  range.setStart(from, at);
  range.setEnd(to, end);
  return pieces(range.cloneContents());
}

const total = (all: Piece[]): number => all.reduce((n, p) => n + p.size, 0);

/** A point within a letter of two code units moves to one of its ends. */
function whole(node: Node, at: number, step: 0 | 1): number {
  if (!(node instanceof Text) || at === 0 || at >= node.length) return at;
  const before = node.data.charCodeAt(at - 1);
  const after = node.data.charCodeAt(at);
  const split = before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
  return split ? at - 1 + 2 * step : at;
}

/** What of the text a range covers, without white space at its ends; null if nothing. */
export function spanOf(text: HTMLElement, range: Range): Span | null {
  const all: (Piece & { at: number })[] = [];
  for (const p of text.querySelectorAll<HTMLElement>('p[data-b]')) {
    if (!range.intersectsNode(p)) continue;
    const [from, first] = p.contains(range.startContainer) ? [range.startContainer, whole(range.startContainer, range.startOffset, 0)] : [p, 0];
    const [to, last] = p.contains(range.endContainer) ? [range.endContainer, whole(range.endContainer, range.endOffset, 1)] : [p, p.childNodes.length];
    let at = Number(p.dataset['b']) + total(between(p, 0, from, first));
    if (all.length > 0) all.push({ text: '\n', size: 0, at }); // the blank line, for the eye
    for (const piece of between(from, first, to, last)) {
      all.push({ ...piece, at });
      at += piece.size;
    }
  }
  while (all[0]?.text.trim() === '') all.shift();
  while (all.at(-1)?.text.trim() === '') all.pop();
  const [head, tail] = [all[0], all.at(-1)];
  if (!head || !tail) return null;
  return {
    start: head.at + bytes(head.text.slice(0, head.text.length - head.text.trimStart().length)),
    end: tail.at + tail.size - bytes(tail.text.slice(tail.text.trimEnd().length)),
    words: all.map((p) => p.text).join('').trim(),
  };
}

/** The selected words of the text, or null where none are. */
export function selected(text: HTMLElement): Span | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  return spanOf(text, selection.getRangeAt(0));
}
