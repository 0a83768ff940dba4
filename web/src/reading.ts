// The review of a text: keys, forms beside the text, decisions that are sent as
// they are made, and those of other people as they come in. Without this script
// the page's own forms do the same, one page at a time.
import { prepare, put, read } from './actform';
import { off, offer } from './keys';
import { Outbox, type Change, type Letter, type Outcome, type Values } from './outbox';
import { dress, drawn, replace, unfold } from './paper';
import { selected, type Span } from './span';

const poll = 3000; // milliseconds between two looks at what others decided

export function reading(): void {
  const found = document.querySelector<HTMLElement>('#text[data-open]');
  const decide = document.querySelector<HTMLFormElement>('form#decide');
  if (found && decide) new Review(found, decide).start();
}

class Review {
  private readonly phrases = new Map<string, string>();
  private readonly known = new Map<string, Change>();
  private readonly kept = new Map<string, Values>(); // forms that were closed and not saved
  private readonly outbox: Outbox;
  private readonly by: HTMLInputElement;
  private blank: HTMLFormElement | null = null;
  private current = '';
  private since: number;
  private span: Span | null = null; // the words of the text selected last
  private redrawing = false;
  private stale = false; // something moved while the text was being drawn anew

  constructor(
    private readonly text: HTMLElement,
    private readonly decide: HTMLFormElement,
  ) {
    this.since = Number(text.dataset['since']);
    this.by = decide.elements.namedItem('by') as HTMLInputElement;
    for (const d of document.querySelector<HTMLTemplateElement>('#say')?.content.querySelectorAll('data') ?? []) {
      this.phrases.set(d.value, d.textContent ?? '');
    }
    this.outbox = new Outbox(decide.action, {
      saved: (letter, outcome) => this.saved(letter, outcome),
      conflict: (letter, outcome) => this.conflict(letter, outcome),
      refused: (letter, why) => this.refused(letter, why),
      waiting: (n, why) => this.waiting(n, why),
    });
  }

  start(): void {
    void this.load();
    this.decide.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (button instanceof HTMLButtonElement && button.name) this.press(button.name, button.value);
    });
    this.text.addEventListener('click', (event) => this.click(event));
    this.text.addEventListener('focusin', (event) => this.mark(event.target));
    this.text.addEventListener('submit', (event) => this.submit(event));
    document.querySelector('[data-add]')?.addEventListener('click', (event) => {
      event.preventDefault();
      this.add();
    });
    document.addEventListener('selectionchange', () => {
      this.span = selected(this.text) ?? this.span;
    });
    // Before the keys of every page, of which some mean something else here.
    document.addEventListener('keydown', (event) => this.key(event), true);
    addEventListener('beforeunload', (event) => {
      if (this.outbox.waiting > 0 || this.kept.size > 0 || this.dirty()) event.preventDefault();
    });
    setInterval(() => void this.look(), poll);
    this.arrive();
    addEventListener('hashchange', () => this.arrive());
    offer(document.querySelector('.shows'), this.say('keys'));
    document.querySelector('.hints')?.removeAttribute('hidden');
    document.body.dataset['ready'] = '1';
  }

  // Phrases and what is said aloud.

  private say = (name: string, value?: string): string => (this.phrases.get(name) ?? name).replace(/%[sd]/, () => value ?? '');

  private tell = (what: string): void => {
    const said = document.querySelector('.far .said');
    if (!said) return;
    said.textContent = '';
    requestAnimationFrame(() => (said.textContent = what)); // said again even if it is the same
  };

  // The acts and which of them is meant.

  private cards(): HTMLElement[] {
    return [...this.text.querySelectorAll<HTMLElement>('article.card[id]')];
  }

  private card(act: string): HTMLElement | null {
    return act === '' ? null : document.getElementById(`c-${act}`);
  }

  private go(card: HTMLElement | undefined | null): void {
    if (!card) return;
    // Only here is a card ever focused, and then it says what it is.
    card.tabIndex = -1;
    card.setAttribute('aria-label', card.querySelector('h3')?.textContent ?? '');
    this.text.querySelector(`mark[data-a="${CSS.escape(card.id.slice(2))}"]`)?.scrollIntoView({ block: 'nearest' });
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  }

  private step(by: 1 | -1): void {
    const all = this.cards();
    const at = all.findIndex((c) => c.id === `c-${this.current}`);
    this.go(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  private nextOpen(): void {
    const all = this.cards();
    const at = all.findIndex((c) => c.id === `c-${this.current}`);
    const open = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((c) => c.classList.contains('undecided'));
    if (open) this.go(open);
    else this.tell(this.say('none'));
  }

  private mark(target: EventTarget | null): void {
    const card = target instanceof Element ? target.closest<HTMLElement>('article.card[id]') : null;
    if (!card) return;
    this.current = card.id.slice(2);
    for (const old of this.text.querySelectorAll('.now')) old.classList.remove('now');
    card.classList.add('now');
    for (const m of this.text.querySelectorAll(`mark[data-a="${CSS.escape(this.current)}"]`)) m.classList.add('now');
  }

  private arrive(): void {
    const act = location.hash.slice(1).replace(/^c-/, '');
    this.go(this.card(act));
  }

  private click(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const edit = target?.closest('article[id] > .do a');
    const act = target?.closest<HTMLElement>('mark[data-a]')?.dataset['a'] ?? target?.closest('.tag')?.id;
    if (edit) {
      event.preventDefault();
      this.open(edit.closest<HTMLElement>('article')!.id.slice(2));
    } else if (target?.closest('a.keep')) {
      event.preventDefault();
      this.drop(target.closest<HTMLElement>('article'));
    } else if (target?.closest('[data-close]')) {
      this.close(target.closest<HTMLElement>('article'));
    } else if (act && getSelection()?.isCollapsed) {
      this.go(this.card(act));
    } else if (!target?.closest('a, button, summary, label, form') && getSelection()?.isCollapsed) {
      this.go(target?.closest<HTMLElement>('article.card[id]'));
    }
  }

  // The keys.

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.key === 'Escape') {
      const editing = target?.closest<HTMLElement>('article.editing');
      if (!editing) return;
      this.close(editing);
    } else {
      if (target?.matches('input, select, textarea, [contenteditable]') && !target.matches('input[type="checkbox"]')) return;
      if (off() || !this.act(event.key)) return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private act(key: string): boolean {
    const moves: Record<string, () => void> = {
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.nextOpen(),
      m: () => this.add(),
    };
    const verdicts: Record<string, string> = { a: 'accept', x: 'reject', u: 'undo' };
    const move = moves[key];
    if (move) {
      move();
      return true;
    }
    const verdict = verdicts[key];
    if (verdict === undefined && key !== 'e' && key !== 'r') return false;
    const card = this.card(this.current);
    if (!card) {
      this.tell(this.say('choose'));
      return true;
    }
    if (verdict === undefined) {
      this.open(this.current, key === 'r' ? 'restates' : 'words');
      return true;
    }
    const button = card.querySelector<HTMLButtonElement>(`button[name="${verdict}"]`);
    if (button) this.press(verdict, button.value);
    else this.tell(card.querySelector('.verdict')?.textContent ?? '');
    return true;
  }

  // Deciding.

  private press(name: string, token: string): void {
    const [act = '', seq = '', ...rest] = token.split('.');
    const verdict = { accept: 'accepted', reject: 'rejected', undo: 'undecided', refer: 'reference' }[name] ?? name;
    const values: Values = { act: [act], seq: [seq], verdict: [verdict] };
    if (rest.length > 0) values['restates'] = [rest.join('.')];
    this.send({ act, values, form: null });
  }

  private send(letter: Letter): void {
    if (!this.by.reportValidity()) return; // the browser says that the name is missing, and goes there
    letter.values['by'] = [this.by.value];
    const card = this.card(letter.act);
    card?.classList.add('saving');
    this.outbox.push(letter);
  }

  private saved(letter: Letter, outcome: Outcome): void {
    const change = outcome.changes[0];
    if (!change) return;
    this.kept.delete(letter.act);
    const within = letter.form?.closest('article') ?? this.card(letter.act);
    const focused = within?.contains(document.activeElement) ?? false;
    if (letter.act === '') within?.remove();
    within?.classList.remove('editing', 'saving');
    this.progress(outcome);
    void this.apply(change, true).then(() => {
      if (focused || letter.form) this.go(this.card(change.act));
    });
    this.tell(change.says);
  }

  private refused(letter: Letter, why: string): void {
    const host = letter.form ?? this.card(letter.act);
    this.card(letter.act)?.classList.remove('saving');
    if (!host) return this.tell(why);
    host.querySelector('.refused')?.remove();
    const p = document.createElement('p');
    p.className = 'refused';
    p.lang = 'en';
    p.dir = 'ltr';
    p.setAttribute('role', 'alert');
    p.textContent = `${why}.`;
    host.prepend(p);
    p.scrollIntoView({ block: 'nearest' });
  }

  /** Somebody else decided meanwhile: what stands, beside what was about to be saved. */
  private conflict(letter: Letter, outcome: Outcome): void {
    const card = this.card(letter.act);
    if (!card) return this.refused(letter, outcome.title ?? '');
    this.progress(outcome);
    card.classList.remove('saving');
    const change = outcome.changes[0];
    if (change) this.known.set(change.act, change);
    card.querySelector('.rivals')?.remove();
    const rivals = drawn(outcome.conflict ?? '');
    if (!rivals) return;
    card.append(rivals);
    card.classList.add('torn');
    this.tell(`${outcome.title ?? ''}.`);
    rivals.querySelector<HTMLElement>('button')?.focus();
  }

  /** Keeps what stands and gives up what was about to be saved. */
  private drop(card: HTMLElement | null): void {
    if (!card) return;
    const act = card.id.slice(2);
    this.kept.delete(act);
    const change = this.known.get(act);
    card.classList.remove('editing', 'torn');
    if (change) void this.apply(change, true).then(() => this.go(this.card(act)));
  }

  private submit(event: SubmitEvent): void {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const form = event.target;
    const values = read(form, event.submitter);
    const act = values['act']?.[0] ?? '';
    this.send({ act, values, form });
  }

  private waiting(n: number, why: string): void {
    const far = document.querySelector<HTMLElement>('.far');
    if (!far) return;
    const was = far.dataset['waiting'] ?? '0';
    far.dataset['waiting'] = String(n);
    if (n > 0 && was !== String(n)) this.tell(`${this.say('waiting', String(n))}${why === '' ? '' : ` (${why})`}`);
  }

  // Forms beside the text.

  private open(act: string, field = 'words'): void {
    const card = this.card(act);
    if (!card) return;
    if (!this.blank) {
      location.assign(card.querySelector<HTMLAnchorElement>('.do a')!.href);
      return;
    }
    let form = card.querySelector<HTMLFormElement>('form.correct');
    if (!form) {
      const values = this.kept.get(act) ?? this.known.get(act)?.values ?? { act: [act], seq: [card.querySelector<HTMLButtonElement>('.do button')?.value.split('.')[1] ?? '0'] };
      form = prepare(this.blank, act, values, this.say, () => this.span, this.tell);
      card.classList.add('editing');
      card.append(form);
      form.dataset['was'] = JSON.stringify(read(form, null));
    }
    const first = form.elements.namedItem(field);
    if (first instanceof HTMLSelectElement && first.value === '') {
      const seems = card.querySelector<HTMLButtonElement>('button[name="refer"]')?.value.split('.').slice(2).join('.');
      if (seems) first.value = seems;
    }
    if (first instanceof HTMLElement) first.focus();
  }

  private add(): void {
    if (!this.blank) {
      location.assign(document.querySelector<HTMLAnchorElement>('[data-add]')!.href);
      return;
    }
    const there = this.text.querySelector<HTMLElement>('article.adding');
    if (there) {
      there.querySelector<HTMLElement>('textarea')?.focus();
      return;
    }
    const span = selected(this.text);
    const form = prepare(this.blank, '', this.kept.get('') ?? this.initial(), this.say, () => this.span, this.tell);
    form.dataset['was'] = JSON.stringify(read(form, null));
    let margin = this.text.querySelector('.margin');
    if (span) {
      put(form, '', span);
      for (const p of this.text.querySelectorAll<HTMLElement>('p[data-b]')) {
        if (Number(p.dataset['b']) <= span.start) margin = p.parentElement?.querySelector('.margin') ?? margin;
      }
    }
    const article = document.createElement('article');
    article.className = 'card adding editing';
    const head = article.appendChild(document.createElement('h3'));
    head.textContent = document.querySelector('[data-add]')?.textContent ?? '';
    article.append(form);
    margin?.append(article);
    form.querySelector<HTMLElement>(span ? 'select[name="force"]' : 'textarea')?.focus();
  }

  private initial(): Values {
    const values: Values = {};
    for (const name of ['mode', 'section', 'speaker']) {
      const field = this.blank?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) values[name] = [field.value];
    }
    return values;
  }

  private changed(form: HTMLFormElement): boolean {
    return form.dataset['was'] !== JSON.stringify(read(form, null));
  }

  private dirty(): boolean {
    return [...this.text.querySelectorAll<HTMLFormElement>('form.correct')].some((f) => this.changed(f));
  }

  /** Closes a form. What was entered stays, and is there when it is opened again. */
  private close(card: HTMLElement | null): void {
    const form = card?.querySelector<HTMLFormElement>('form.correct');
    if (!card || !form) return;
    const act = card.classList.contains('adding') ? '' : card.id.slice(2);
    if (this.changed(form)) {
      this.kept.set(act, read(form, null));
      this.tell(this.say('unsaved'));
    }
    form.remove();
    card.classList.remove('editing');
    if (act !== '') return this.go(card);
    card.remove();
    this.go(this.card(this.current) ?? this.cards()[0]);
  }

  // What stands, here and elsewhere.

  private async load(): Promise<void> {
    const get = async (url: string, accept: string): Promise<Response> => {
      const answer = await fetch(url, { headers: { Accept: accept } });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer;
    };
    try {
      const [acts, page] = await Promise.all([get(this.address('/decisions.json'), 'application/json'), get(document.querySelector<HTMLAnchorElement>('[data-add]')!.href, 'text/html')]);
      const outcome = (await acts.json()) as Outcome;
      for (const change of outcome.changes) {
        this.known.set(change.act, change);
        if (change.card) unfold(this.card(change.act), change);
      }
      this.blank = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('form.correct');
      document.body.dataset['forms'] = '1';
    } catch {
      // Without them the links beside the acts still lead to the same forms.
    }
  }

  /** An address of this text in the page's language. */
  private address(path: string, ...pairs: [string, string][]): string {
    const q = new URLSearchParams(pairs);
    const lang = new URLSearchParams(location.search).get('lang');
    if (lang) q.set('lang', lang);
    const s = q.toString();
    return (this.text.dataset['self'] ?? '') + path + (s === '' ? '' : `?${s}`);
  }

  private async look(): Promise<void> {
    if (document.hidden || this.outbox.waiting > 0) return;
    try {
      const answer = await fetch(this.address('/decisions.json', ['since', String(this.since)]), { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      const outcome = (await answer.json()) as Outcome;
      // Only from here on: what one saves oneself says nothing of what others did before.
      this.since = outcome.since;
      if (outcome.changes.length === 0) return;
      this.progress(outcome);
      for (const change of outcome.changes) {
        if (change.seq <= (this.known.get(change.act)?.seq ?? -1)) continue;
        await this.apply(change, false);
        if (change.says) this.tell(this.say('meanwhile', change.says));
      }
    } catch {
      // The next look comes soon enough.
    }
  }

  private progress(outcome: Outcome): void {
    const far = document.querySelector('.far');
    const words = far?.querySelector('.words');
    const bar = far?.querySelector('progress');
    if (words && outcome.words) words.textContent = outcome.words;
    if (bar && outcome.words) {
      bar.max = Math.max(1, outcome.acts);
      bar.value = outcome.decided;
    }
  }

  /** Shows an act as it stands now. A form that is open stays, and says so. */
  private async apply(change: Change, mine: boolean): Promise<void> {
    const was = this.known.get(change.act);
    this.known.set(change.act, change);
    const card = this.card(change.act);
    const moved = ['bs', 'be'].some((k) => was?.values?.[k]?.[0] !== change.values?.[k]?.[0]);
    if (!mine && card?.querySelector('form.correct, .rivals')) {
      const note = card.querySelector('.meanwhile') ?? document.createElement('p');
      note.className = 'refused meanwhile';
      note.textContent = this.say('meanwhile', change.says);
      card.querySelector('form, .rivals')?.before(note);
      return;
    }
    if (!card || !change.values || moved) return this.redraw();
    const focused = card.contains(document.activeElement);
    const fresh = drawn(change.card);
    if (!fresh) return;
    card.replaceWith(fresh);
    dress(this.text, change);
    if (focused) this.go(fresh);
    else if (this.current === change.act) fresh.classList.add('now');
  }

  /** Draws the text anew where a span has moved, an act has come or gone. Open forms stay. */
  private async redraw(): Promise<void> {
    this.stale = true;
    if (this.redrawing) return;
    this.redrawing = true;
    try {
      while (this.stale) {
        this.stale = false;
        await this.draw();
      }
    } finally {
      this.redrawing = false;
    }
  }

  private async draw(): Promise<void> {
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } });
      if (!answer.ok) return;
      const focused = document.activeElement?.closest('article.card')?.id;
      replace(this.text, new DOMParser().parseFromString(await answer.text(), 'text/html'));
      for (const change of this.known.values()) if (change.card) unfold(this.card(change.act), change);
      if (focused) this.go(document.getElementById(focused));
    } catch {
      // The next change that moves something draws it.
    }
  }
}
