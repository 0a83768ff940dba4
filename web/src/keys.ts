// The keys: / to the search, j and k along the rows, Enter to open, ? for help.
// A key typed into a field, or with a modifier, belongs to the field or the
// browser.

/** Whether single keys were turned off, by those whose tools type for them. */
export const off = (): boolean => localStorage.getItem('keys') === 'off';

/** Offers to turn single keys off. */
export function offer(place: Element | null, words: string): void {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = !off();
  box.addEventListener('change', () => localStorage.setItem('keys', box.checked ? 'on' : 'off'));
  label.append(box, ` ${words}`);
  place?.append(label);
}

export function keys(): void {
  document.querySelector<HTMLElement>('.keys')?.removeAttribute('hidden');
  const help = document.querySelector<HTMLDialogElement>('#help');
  let at = -1;

  const rows = (): HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.offsetParent !== null);

  const move = (step: 1 | -1): void => {
    const all = rows();
    const focused = document.activeElement?.closest<HTMLElement>('[data-row]');
    if (focused) at = all.indexOf(focused);
    at = Math.min(all.length - 1, Math.max(0, at + step));
    const row = all[at];
    if (!row) return;
    const target = row.querySelector<HTMLElement>('a[href]') ?? row;
    if (target === row) row.tabIndex = -1;
    target.focus();
    row.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable], .maplibregl-canvas')) return;
    if (help?.open || off()) return;
    switch (event.key) {
      case '/':
        document.querySelector<HTMLElement>('[data-search], main input:not([type="hidden"])')?.focus();
        break;
      case 'j':
        move(1);
        break;
      case 'k':
        move(-1);
        break;
      case '?':
        help?.showModal();
        break;
      default:
        return;
    }
    event.preventDefault();
  });
}
