// The form in which an act is corrected, referred or added: the server's own,
// filled with the values that the server gave.
import type { Values } from './outbox';
import type { Span } from './span';

type Say = (name: string, value?: string) => string;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fields = (form: HTMLFormElement): Field[] => [...form.elements].filter((e): e is Field => e instanceof HTMLInputElement || e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement);

/** Puts values into a form by the names of its fields; what has none is emptied. */
export function fill(form: HTMLFormElement, values: Values): void {
  for (const field of fields(form)) {
    const given = values[field.name] ?? [];
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = given.includes(field.value);
    else field.value = given[0] ?? '';
  }
  for (const many of form.querySelectorAll<HTMLDetailsElement>('.many')) {
    const box = many.querySelector('div');
    const chosen = [...(box?.children ?? [])].filter((label) => label.querySelector<HTMLInputElement>('input')?.checked);
    box?.prepend(...chosen);
    many.open = chosen.length > 0;
    sum(many);
  }
}

/** Says above a list what is chosen in it. */
function sum(many: HTMLElement): void {
  const words = [...many.querySelectorAll('input:checked')].map((input) => input.closest('label')?.textContent?.trim() ?? '');
  const chosen = many.querySelector('.chosen');
  if (chosen) chosen.textContent = words.length > 0 ? `: ${words.join('; ')}` : '';
}

/** What a form says, with the button that sent it. */
export function read(form: HTMLFormElement, button: HTMLElement | null): Values {
  const out: Values = {};
  for (const [name, value] of new FormData(form, button)) {
    if (typeof value !== 'string') continue;
    (out[name] ??= []).push(value);
  }
  return out;
}

/** Makes a copy of the server's form ready to be filled in beside the text. */
export function prepare(blank: HTMLFormElement, act: string, values: Values, say: Say, last: () => Span | null, told: (s: string) => void): HTMLFormElement {
  const form = document.importNode(blank, true);
  for (const [mark, on] of [['[data-old]', act !== ''], ['[data-new]', act === '']] as const) {
    const button = form.querySelector<HTMLButtonElement>(mark);
    if (button) button.hidden = button.disabled = !on;
  }
  form.querySelector<HTMLElement>('[data-close]')?.removeAttribute('hidden');
  form.querySelector('.by')?.remove(); // the page asks for the name once
  const refers = form.querySelector<HTMLElement>('.refers');
  if (refers && act === '') refers.remove();
  fill(form, values);
  for (const prefix of ['', 'content.']) {
    const words = form.querySelector<HTMLTextAreaElement>(`textarea[name="${prefix}words"]`);
    if (!words) continue;
    const take = document.createElement('button');
    take.type = 'button';
    take.className = 'plain take';
    take.textContent = say('take');
    take.addEventListener('click', () => {
      const span = last();
      if (!span) return told(say('select'));
      put(form, prefix, span);
      told(say('selected', span.words));
    });
    words.closest('label')?.after(take);
  }
  for (const many of form.querySelectorAll<HTMLElement>('.many')) {
    many.addEventListener('change', () => sum(many));
    filter(many, say('filter'));
  }
  return form;
}

/** Puts a span into the form as its words and their bytes. */
export function put(form: HTMLFormElement, prefix: string, span: Span): void {
  const set = (name: string, value: string): void => {
    const field = fields(form).find((f) => f.name === prefix + name);
    if (field) field.value = value;
  };
  set('words', span.words);
  set('bs', String(span.start));
  set('be', String(span.end));
}

/** A long list of choices gets a field that narrows it. */
function filter(many: HTMLElement, label: string): void {
  const choices = [...many.querySelectorAll<HTMLElement>('div > label')];
  if (choices.length < 12) return;
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = label;
  input.setAttribute('aria-label', `${label}: ${many.querySelector('div')?.getAttribute('aria-label') ?? ''}`);
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    for (const choice of choices) {
      const chosen = choice.querySelector<HTMLInputElement>('input')?.checked ?? false;
      choice.hidden = !chosen && !(choice.textContent ?? '').toLocaleLowerCase().includes(wanted);
    }
  });
  // Enter in the list's own field narrows; it does not send the form.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  many.querySelector('summary')?.after(input);
}
