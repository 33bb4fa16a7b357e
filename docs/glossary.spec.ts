import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const glossary = readFileSync(new URL('./glossary.md', import.meta.url), 'utf8');
const fixtures = readdirSync(new URL('../events/fixtures/', import.meta.url)).filter((name) => name.endsWith('.json'));

test('every event has its word', () => {
  const events = new Set(fixtures.map((name) => name.split('@')[0] ?? name));
  expect(events.size).toBeGreaterThan(30);
  expect([...events].filter((event) => !glossary.includes(`\`${event}\``))).toEqual([]);
});
