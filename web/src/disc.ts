import type { Polygon } from 'geojson';

/** The outline of how far off a place may be, to scale: radius in metres, WGS 84. */
export function disc(lon: number, lat: number, radius: number): Polygon {
  const ring: [number, number][] = [];
  const metre = 180 / (Math.PI * 6371008.8); // degrees of latitude
  for (let i = 0; i <= 48; i++) {
    const angle = (i % 48) * (Math.PI / 24);
    ring.push([
      lon + (radius * metre * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180),
      lat + radius * metre * Math.sin(angle),
    ]);
  }
  return { type: 'Polygon', coordinates: [ring] };
}
