// The map: an offline base, the areas and the incidents of the page, drawn over
// the server's own drawing once everything has loaded. If anything fails, that
// drawing stays.
import * as maplibregl from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature, FeatureCollection, Point } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countriesUrl from 'world-atlas/countries-50m.json?url';
import { drawAccounts, type Accounts } from './accounts';
import { disc } from './disc';
import { images, shapes } from './symbols';
import { pick } from './pick';

maplibregl.setWorkerUrl(workerUrl);

interface Incident {
  id: string;
  url: string;
  days: string;
  place: string;
  place_note: string;
  radius_m: number;
  within: string;
  shape: string;
  word: string;
}

type Incidents = FeatureCollection<Point, Incident>;

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

async function load<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** The palette of the page, light or dark, so that map and text agree. */
function palette(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function style(ink: (name: string) => string, countries: FeatureCollection, areas: FeatureCollection, incidents: Incidents, within: FeatureCollection): maplibregl.StyleSpecification {
  // One outline for each place and finding, however many incidents share it.
  const discs = new Map<string, Feature>();
  for (const { properties: p, geometry } of incidents.features) {
    const [lon, lat] = geometry.coordinates as [number, number];
    if (p.within || p.radius_m === 0) continue;
    discs.set([lon, lat, p.radius_m, p.shape].join(), { type: 'Feature', properties: p, geometry: disc(lon, lat, p.radius_m) });
  }
  const names: Feature[] = areas.features
    .filter((f) => f.properties?.['kind'] === 'governorate' && f.properties['part'] === 'certain')
    .map((f) => ({ type: 'Feature', properties: f.properties, geometry: { type: 'Point', coordinates: [f.properties?.['label_lon'], f.properties?.['label_lat']] } }));
  const colour: maplibregl.ExpressionSpecification = [
    'match', ['get', 'shape'],
    'violation', ink('violation'), 'alleged', ink('alleged'), 'undetermined', ink('undetermined'), 'excepted', ink('excepted'),
    ink('outside'),
  ];
  const kind = (k: string, part: string): maplibregl.ExpressionSpecification => ['all', ['==', ['get', 'kind'], k], ['==', ['get', 'part'], part]];
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: countries },
      areas: { type: 'geojson', data: areas },
      names: { type: 'geojson', data: { ...empty, features: names } as FeatureCollection },
      discs: { type: 'geojson', data: { ...empty, features: [...discs.values()] } as FeatureCollection },
      incidents: { type: 'geojson', data: incidents },
      within: { type: 'geojson', data: within },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': ink('map-sea') } },
      { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': ink('map-land') } },
      { id: 'borders', type: 'line', source: 'countries', paint: { 'line-color': ink('map-border'), 'line-width': 0.8 } },
      { id: 'governorates', type: 'fill', source: 'areas', filter: kind('governorate', 'certain'), paint: { 'fill-color': ink('map-case') } },
      { id: 'possible', type: 'fill', source: 'areas', filter: kind('de_escalation_area', 'possible'), paint: { 'fill-pattern': 'hatch' } },
      { id: 'certain', type: 'fill', source: 'areas', filter: kind('de_escalation_area', 'certain'), paint: { 'fill-color': ink('area-tint') } },
      { id: 'governorate-lines', type: 'line', source: 'areas', filter: kind('governorate', 'certain'), paint: { 'line-color': ink('map-line'), 'line-width': 0.8 } },
      { id: 'possible-line', type: 'line', source: 'areas', filter: kind('de_escalation_area', 'possible'), paint: { 'line-color': ink('area'), 'line-width': 1.1, 'line-dasharray': [3, 2] } },
      { id: 'within', type: 'line', source: 'within', paint: { 'line-color': ink('ink'), 'line-width': 1.4, 'line-opacity': 0.7, 'line-dasharray': [1, 1.6] } },
      { id: 'disc-lines', type: 'line', source: 'discs', paint: { 'line-color': colour, 'line-width': 0.9, 'line-opacity': 0.5, 'line-dasharray': [4, 2] } },
      {
        id: 'names', type: 'symbol', source: 'names',
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-padding': 4 },
        paint: { 'text-color': ink('map-name'), 'text-halo-color': ink('map-case'), 'text-halo-width': 1.4 },
      },
      {
        id: 'incidents', type: 'symbol', source: 'incidents',
        layout: { 'icon-image': ['get', 'shape'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['index-of', ['get', 'shape'], ['literal', shapes]], 'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.75, 9, 1.1] },
      },
    ],
  };
}

/** What a click on incidents shows: each by its word, days and place, as links. */
function list(found: maplibregl.MapGeoJSONFeature[]): HTMLElement {
  const box = document.createElement('ul');
  box.dir = document.documentElement.dir;
  const shown = new Set<string>();
  for (const f of found) {
    const p = f.properties as Incident;
    if (shown.has(p.id) || shown.size >= 12) continue;
    shown.add(p.id);
    const item = box.appendChild(document.createElement('li'));
    const link = item.appendChild(document.createElement('a'));
    link.href = p.url;
    link.textContent = `${p.place}, ${p.days}`;
    item.append(document.createElement('br'), `${p.word} · ${p.place_note}`);
  }
  return box;
}

export async function draw(place: HTMLElement): Promise<void> {
  const { areas: areasUrl, incidents: incidentsUrl, accounts: accountsUrl, bounds } = place.dataset;
  if (!areasUrl || !bounds) return;
  const [west, south, east, north] = bounds.split(',').map(Number) as [number, number, number, number];
  const [topology, areas, incidents, accounts] = await Promise.all([
    load<Topology<{ countries: GeometryCollection }>>(countriesUrl),
    load<FeatureCollection>(areasUrl),
    incidentsUrl ? load<Incidents>(incidentsUrl) : Promise.resolve(empty as Incidents),
    accountsUrl ? load<Accounts>(accountsUrl) : Promise.resolve(empty as Accounts),
  ]);
  const outlines = (of: FeatureCollection<Point, { within: string }>): Promise<FeatureCollection> => {
    const ids = [...new Set(of.features.map((f) => f.properties.within).filter(Boolean))].sort();
    return ids.length > 0 ? load<FeatureCollection>(`/areas.geojson?${ids.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`) : Promise.resolve(empty);
  };
  const within = await outlines(incidents);
  const named = await outlines(accounts);
  const ink = palette();
  const canvas = place.appendChild(document.createElement('div'));
  canvas.className = 'live';
  const map = new maplibregl.Map({
    container: canvas,
    style: style(ink, feature(topology, topology.objects.countries), areas, incidents, within),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 16 },
    maxZoom: 12,
    minZoom: 2,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    attributionControl: { compact: true, customAttribution: 'Natural Earth' },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-left');
  map.getCanvas().setAttribute('aria-label', place.querySelector('svg')?.getAttribute('aria-label') ?? '');
  for (const [name, image] of images(ink)) map.addImage(name, image, { pixelRatio: 2 });
  map.on('load', () => {
    if (accountsUrl) drawAccounts(map, ink, accounts, named);
    place.classList.add('drawn');
  });
  map.on('idle', () => {
    document.body.dataset['mapIdle'] = '1';
  });
  map.on('click', (event) => {
    const found = map.queryRenderedFeatures([[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]], { layers: ['incidents'] });
    if (found.length > 0) {
      new maplibregl.Popup({ maxWidth: '320px' }).setLngLat(event.lngLat).setDOMContent(list(found)).addTo(map);
    }
  });
  map.on('mousemove', 'incidents', () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', 'incidents', () => (map.getCanvas().style.cursor = ''));
  if ('pick' in place.dataset) pick(map, place.dataset['asked']);
}
