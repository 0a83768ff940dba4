// What the page of a text shows, kept in step with what stands.
import type { Change } from './outbox';

/** A piece of the page as the server drew it. */
export function drawn(html: string): HTMLElement | null {
  const box = document.createElement('template');
  box.innerHTML = html;
  return box.content.firstElementChild instanceof HTMLElement ? box.content.firstElementChild : null;
}

/** Completes a card, of which the page of a long text leaves a part out. */
export function unfold(card: HTMLElement | null, change: Change): void {
  if (!card || card.querySelector('details, form, .rivals')) return;
  const inside = card !== document.activeElement && card.contains(document.activeElement);
  if (!inside) card.replaceChildren(...(drawn(change.card)?.childNodes ?? []));
}

/** The classes of a thing in the text, which an act that is drawn over it leaves. */
const things = ['t', 'date', 'place', 'instrument', 'quote', 'condition', 'now'];

/** Draws an act's words in the text as it stands. */
export function dress(text: HTMLElement, change: Change): void {
  const force = change.values?.['force']?.[0] ?? 'other';
  const id = CSS.escape(change.act);
  for (const m of text.querySelectorAll(`mark[data-a="${id}"], .tag[id="${id}"]`)) {
    const tag = m.tagName !== 'MARK';
    const rest = [...m.classList].filter((c) => things.includes(c));
    m.className = [...rest, ...(tag ? ['tag'] : []), force, ...(change.verdict === 'undecided' ? [] : [change.verdict])].join(' ');
    if (tag) m.textContent = change.tag;
  }
}

/** Puts the text and the cards of a newer page in place of these. Open forms stay. */
export function replace(text: HTMLElement, page: Document): void {
  for (const p of page.querySelectorAll<HTMLElement>('#text p[data-b]')) {
    const here = text.querySelector<HTMLElement>(`p[data-b="${p.dataset['b']}"]`);
    const [from, to] = [p.parentElement?.querySelector('.margin'), here?.parentElement?.querySelector('.margin')];
    if (!here || !from || !to) continue;
    if (here.innerHTML !== p.innerHTML) here.replaceChildren(...[...p.childNodes].map((n) => document.importNode(n, true)));
    const open = new Map([...to.querySelectorAll<HTMLElement>('article.editing, article.torn')].map((c) => [c.id, c]));
    const fresh = [...from.children].map((c) => open.get(c.id) ?? document.importNode(c, true));
    to.replaceChildren(...fresh, ...to.querySelectorAll('article.adding'));
  }
}
