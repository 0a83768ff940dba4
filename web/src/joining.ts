// The keys of pairs that wait for a person: m says one event, x two. They press
// the buttons of the pair that has the focus, so that what they do is what the
// page does without them.
import { off } from './keys';

export function joining(): void {
  const pairs = [...document.querySelectorAll<HTMLElement>('[data-pair]')];
  const hint = document.querySelector<HTMLElement>('[data-joining]');
  if (pairs.length === 0 || !hint) return;
  hint.hidden = false;

  // After a decision the next pair stands where the last one was.
  const last = pairs[pairs.length - 1];
  if (location.hash.startsWith('#pair-')) (document.querySelector<HTMLElement>(location.hash) ?? last)?.querySelector('a')?.focus();

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || off()) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]')) return;
    if (document.querySelector<HTMLDialogElement>('#help')?.open) return;
    const name = event.key === 'm' ? 'one' : event.key === 'x' ? 'two' : '';
    const button = name && document.activeElement?.closest('[data-pair]')?.querySelector<HTMLButtonElement>(`button[name="${name}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
