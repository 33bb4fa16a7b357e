/** A line or area as people type it and as it is kept. Longitude and latitude in decimal degrees (WGS 84). */
export type Point = readonly [longitude: number, latitude: number];
export interface Geometry {
  readonly type: 'LineString' | 'Polygon';
  /** Without the repetition of the first point at the end of an area. */
  readonly points: readonly Point[];
}

/** More points than anybody draws by hand; larger matters are files. */
export const MOST_POINTS = 500;
/** Characters that such a geometry has at most. */
export const LONGEST_GEOMETRY = 20_000;

const PLACE = /^(-?[0-9]{1,3}(?:\.[0-9]{1,15})?)[,，\s]+(-?[0-9]{1,2}(?:\.[0-9]{1,15})?)$/;

/**
 * Reads GeoJSON (a LineString or Polygon without holes) or one point a line (`112.869,27.232`, also parted by `;`). Null
 * for anything else: another kind of geometry, too few or too many points, places that are not on Earth.
 */
export function geometryFrom(text: string, type: Geometry['type']): Geometry | null {
  if (text.length > LONGEST_GEOMETRY * 2) return null;
  const trimmed = text.trim();
  const points = trimmed.startsWith('{') ? fromGeoJson(trimmed, type) : fromLines(trimmed);
  if (!points || points.some(([east, north]) => !(Math.abs(east) <= 180 && Math.abs(north) <= 90))) return null;
  const rounded = points.map(([east, north]): Point => [round(east), round(north)]);
  const open =
    type === 'Polygon' && rounded.length > 1 && same(rounded[0], rounded.at(-1)) ? rounded.slice(0, -1) : rounded;
  return open.length >= (type === 'Polygon' ? 3 : 2) && open.length <= MOST_POINTS ? { type, points: open } : null;
}

/** As GeoJSON text (RFC 7946), always written the same way. */
export function geoJsonOf({ type, points }: Geometry): string {
  return JSON.stringify({ type, coordinates: type === 'Polygon' ? [[...points, points[0]]] : points });
}

/** One point a line, to be typed on. */
export function pointLines({ points }: Geometry): string {
  return points.map(([east, north]) => `${east},${north}`).join('\n');
}

/** Length of a line in metres, or area in square metres, on a sphere: to tell what was drawn, not to bill by. */
export function measureOf({ type, points }: Geometry): number {
  if (type === 'LineString') return points.slice(1).reduce((sum, to, i) => sum + distance(points[i] as Point, to), 0);
  const sum = points.reduce((total, [east, north], i) => {
    const [nextEast, nextNorth] = points[(i + 1) % points.length] as Point;
    return total + radians(nextEast - east) * (2 + Math.sin(radians(north)) + Math.sin(radians(nextNorth)));
  }, 0);
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

const RADIUS = 6_371_008.8;

function distance([e1, n1]: Point, [e2, n2]: Point): number {
  const h =
    Math.sin(radians(n2 - n1) / 2) ** 2 +
    Math.cos(radians(n1)) * Math.cos(radians(n2)) * Math.sin(radians(e2 - e1) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

function fromLines(text: string): readonly Point[] | null {
  const lines = text
    .split(/[\n;；]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MOST_POINTS + 1) return null;
  const points = lines.map((line) => PLACE.exec(line));
  return points.every((match) => match !== null)
    ? points.map((match): Point => [Number(match[1]), Number(match[2])])
    : null;
}

function fromGeoJson(text: string, type: Geometry['type']): readonly Point[] | null {
  let parsed: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (parsed?.type !== type || !Array.isArray(parsed.coordinates)) return null;
  const line: unknown =
    type === 'Polygon' ? (parsed.coordinates.length === 1 ? parsed.coordinates[0] : null) : parsed.coordinates;
  if (!Array.isArray(line) || line.length > MOST_POINTS + 1) return null;
  return line.every(isPoint) ? line : null;
}

function isPoint(value: unknown): value is Point {
  return (
    Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number' && Number.isFinite(one))
  );
}

/** Seven digits are a centimetre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7 + 0;
}

function same(a: Point | undefined, b: Point | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
