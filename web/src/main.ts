// The islands. Every page works without them; they add the keys at once and the
// map once the page has been drawn.
import './style.css';
import './reading.css';
import './fusion.css';
import './ledgers.css';
import './intake.css';
import './designations.css';
import './movement.css';
import { keys } from './keys';
import { fields } from './fields';
import { joining } from './joining';

keys();
fields();
joining();

if (document.querySelector('#text')) void import('./reading').then(({ reading }) => reading());

const places = document.querySelectorAll<HTMLElement>('[data-map]');
if (places.length > 0) {
  const load = async (): Promise<void> => {
    const { draw } = await import('./map');
    places.forEach((place) => void draw(place));
  };
  // After the first paint, so that the drawn map and the tables come first.
  requestAnimationFrame(() => setTimeout(() => void load(), 0));
}
