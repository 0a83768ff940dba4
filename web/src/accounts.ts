// The accounts of one incident on its map: each with a disc or an area to scale,
// and a badge with its letter. Shape, dash and letter tell them apart as well as
// colour does.
import * as maplibregl from 'maplibre-gl';
import type { Feature, FeatureCollection, Point } from 'geojson';
import { disc } from './disc';

export interface Account {
  id: string;
  letter: string;
  shape: number;
  source: string;
  days: string;
  place: string;
  place_note: string;
  radius_m: number;
  within: string;
}

export type Accounts = FeatureCollection<Point, Account>;

type Ink = (name: string) => string;

/** The outlines of the badges, as the page draws them. */
const outlines = [
  'M8 0A8 8 0 1 1-8 0 8 8 0 1 1 8 0Z',
  'M-7.4-7.4H7.4V7.4H-7.4Z',
  'M0-9.4 9.4 0 0 9.4-9.4 0Z',
  'M0-9.6 9.6 7.2H-9.6Z',
  'M-4.6-8H4.6L9.2 0 4.6 8H-4.6L-9.2 0Z',
  'M-9.6-7.2H9.6L0 9.6Z',
];
const dashes: (number[] | undefined)[] = [undefined, [5, 2], [1, 1.5], [5, 1.5, 1, 1.5], [9, 2.5], [2.5, 2.5]];
const side = 48; // pixels of a badge, at a ratio of 2
const room = 22; // between badges of one point, in pixels of the page

function badge(ink: Ink, account: Account): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const c = canvas.getContext('2d');
  if (!c) throw new Error('this browser draws no canvas');
  c.translate(side / 2, side / 2);
  c.scale(2, 2);
  const path = new Path2D(outlines[account.shape]);
  c.fillStyle = ink('paper');
  c.fill(path);
  c.lineJoin = 'round';
  c.lineWidth = 1.6;
  c.strokeStyle = ink(`s${account.shape}`);
  c.stroke(path);
  c.fillStyle = ink('ink');
  c.font = `700 ${account.letter.length > 1 ? 7.5 : 9.5}px system-ui, sans-serif`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText(account.letter, 0, account.shape === 3 ? 2.2 : account.shape === 5 ? -1.6 : 0.4);
  return c.getImageData(0, 0, side, side);
}

/** Draws the accounts on a map that has loaded; areas are those that they name. */
export function drawAccounts(map: maplibregl.Map, ink: Ink, accounts: Accounts, areas: FeatureCollection): void {
  const surfaces: Feature[] = [];
  const points: Feature[] = [];
  const taken = new Map<string, number>();
  for (const { properties: p, geometry } of accounts.features) {
    const [lon, lat] = geometry.coordinates as [number, number];
    if (p.within) {
      const outlined = areas.features.filter((f) => f.properties?.['id'] === p.within);
      const possible = outlined.filter((f) => f.properties?.['part'] === 'possible');
      for (const f of possible.length > 0 ? possible : outlined) surfaces.push({ ...f, properties: p });
    } else if (p.radius_m > 0) {
      surfaces.push({ type: 'Feature', properties: p, geometry: disc(lon, lat, p.radius_m) });
    }
    // Badges of one point stand side by side.
    const spot = `${lon.toFixed(3)},${lat.toFixed(3)}`;
    const before = taken.get(spot) ?? 0;
    taken.set(spot, before + 1);
    points.push({ type: 'Feature', properties: { ...p, shift: [before * room, 0] }, geometry });
    map.addImage(`badge-${p.letter}`, badge(ink, p), { pixelRatio: 2 });
  }
  map.addSource('surfaces', { type: 'geojson', data: { type: 'FeatureCollection', features: surfaces } });
  map.addSource('accounts', { type: 'geojson', data: { type: 'FeatureCollection', features: points } });
  outlines.forEach((_, shape) => {
    const filter: maplibregl.FilterSpecification = ['==', ['get', 'shape'], shape];
    const dash = dashes[shape];
    map.addLayer({ id: `surface-${shape}`, type: 'fill', source: 'surfaces', filter, paint: { 'fill-color': ink(`s${shape}`), 'fill-opacity': 0.09 } });
    map.addLayer({ id: `outline-${shape}`, type: 'line', source: 'surfaces', filter, paint: { 'line-color': ink(`s${shape}`), 'line-width': 1.6, ...(dash ? { 'line-dasharray': dash } : {}) } });
  });
  map.addLayer({
    id: 'accounts', type: 'symbol', source: 'accounts',
    layout: { 'icon-image': ['concat', 'badge-', ['get', 'letter']], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-offset': ['get', 'shift'] },
  });
  map.on('click', 'accounts', (event) => {
    const found = (event.features ?? []).map((f) => f.properties as Account);
    new maplibregl.Popup({ maxWidth: '320px' }).setLngLat(event.lngLat).setDOMContent(list(found)).addTo(map);
  });
  map.on('mousemove', 'accounts', () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', 'accounts', () => (map.getCanvas().style.cursor = ''));
}

/** What a click on badges shows: each account, leading to its column. */
function list(found: Account[]): HTMLElement {
  const box = document.createElement('ul');
  box.dir = document.documentElement.dir;
  for (const p of found) {
    const item = box.appendChild(document.createElement('li'));
    const link = item.appendChild(document.createElement('a'));
    link.href = `#account-${p.letter}`;
    link.textContent = `${p.letter} ${p.source}`;
    item.append(document.createElement('br'), `${p.place}, ${p.days} · ${p.place_note}`);
  }
  return box;
}
