// On the page that asks what applied: a click on the map fills in the place and
// the form waits to be sent, so that a slip of the hand asks nothing.
import { Marker, type Map } from 'maplibre-gl';

export function pick(map: Map): void {
  const at = document.querySelector<HTMLInputElement>('input[name="at"]');
  if (!at) return;
  document.querySelector<HTMLElement>('.pick')?.removeAttribute('hidden');
  let marker: Marker | undefined;
  const show = (lon: number, lat: number): void => {
    marker ??= new Marker({ color: getComputedStyle(document.documentElement).getPropertyValue('--accent').trim() });
    marker.setLngLat([lon, lat]).addTo(map);
  };
  const [lon, lat] = at.value.split(',').map(Number);
  if (lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat)) {
    show(lon, lat);
    map.jumpTo({ center: [lon, lat] });
  }
  map.on('click', (event) => {
    const { lng, lat: north } = event.lngLat.wrap();
    at.value = `${lng.toFixed(4)},${north.toFixed(4)}`;
    show(lng, north);
  });
}
