import { geometryFrom, measureOf } from '../geometry.ts';
import type { Language } from '../words.ts';

/** What was drawn, in words: `面，5个点，约1.2公顷`; what is no geometry stays as it is. */
export function geometryText(text: string, language: Language = 'zh'): string {
  const geometry = geometryFrom(text, 'LineString') ?? geometryFrom(text, 'Polygon');
  if (!geometry) return text;
  const { type, points } = geometry;
  const size = measureOf(geometry);
  if (language === 'en') {
    const measure = type === 'LineString' ? inEnglish(size, 1000, 'm', 'km') : inEnglish(size, 10_000, 'm²', 'ha');
    return `${type === 'LineString' ? 'line' : 'area'} of ${points.length} points, about ${measure}`;
  }
  const measure =
    type === 'LineString' ? inChinese(size, 1000, '米', '公里') : inChinese(size, 10_000, '平方米', '公顷');
  return `${type === 'LineString' ? '线' : '面'}，${points.length}个点，约${measure}`;
}

function inChinese(size: number, step: number, unit: string, larger: string): string {
  return size < step ? `${Math.round(size)}${unit}` : `${(size / step).toFixed(2)}${larger}`;
}

function inEnglish(size: number, step: number, unit: string, larger: string): string {
  return size < step ? `${Math.round(size)} ${unit}` : `${(size / step).toFixed(2)} ${larger}`;
}
