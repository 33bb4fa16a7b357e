import { geoJsonOf, geometryFrom, LONGEST_GEOMETRY } from '../geometry.ts';
import type { Field } from './definition.ts';
import { type Reader, refuse } from './reader.ts';

/** A line or area from GeoJSON or from points as people type them; kept as GeoJSON text. */
export function readGeometry({ draws }: Field): Reader {
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > LONGEST_GEOMETRY * 2) return refuse('TOO_LONG');
    if (raw.trim() === '') return null;
    const geometry = geometryFrom(raw, draws === 'line' ? 'LineString' : 'Polygon');
    return geometry ? geoJsonOf(geometry) : refuse('INVALID_FORMAT');
  };
}
