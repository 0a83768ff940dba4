// On the page that asks what applied: a click on the map fills in the place and
// the form waits to be sent, so that a slip of the hand asks nothing.
import { Marker, type Map } from 'maplibre-gl';
import { disc } from './disc';

/** Shows the place asked about ("lon,lat,radius in metres") and lets a click choose another. */
export function pick(map: Map, asked: string | undefined): void {
  const at = document.querySelector<HTMLInputElement>('input[name="at"]');
  if (!at) return;
  document.querySelector<HTMLElement>('.pick')?.removeAttribute('hidden');
  const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
  const marker = new Marker({ color: accent });
  if (asked) {
    const [lon, lat, radius] = asked.split(',').map(Number) as [number, number, number];
    marker.setLngLat([lon, lat]).addTo(map);
    map.on('load', () => {
      map.addSource('asked', { type: 'geojson', data: disc(lon, lat, radius) });
      map.addLayer({ id: 'asked', type: 'fill', source: 'asked', paint: { 'fill-color': accent, 'fill-opacity': 0.2 } });
      map.addLayer({ id: 'asked-line', type: 'line', source: 'asked', paint: { 'line-color': accent, 'line-width': 1.5 } });
    });
  }
  map.on('click', (event) => {
    const { lng, lat } = event.lngLat.wrap();
    at.value = `${lng.toFixed(4)},${lat.toFixed(4)}`;
    marker.setLngLat([lng, lat]).addTo(map);
  });
}
