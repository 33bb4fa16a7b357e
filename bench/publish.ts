import { ok } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { contextFor, openCloud, systemActor } from '../commands/context.ts';
import { seedDefinition } from '../local/seed/definitions.ts';
import type { FormDefinition } from '../lowcode/form/definition.ts';
import type { JsonObject } from '../platform/contract/json.ts';
import { makeCounty } from './lib/county.ts';
import { load, post } from './lib/load.ts';
import { median, ms, printTable, type Target } from './lib/report.ts';
import { type Served, start } from './lib/serve.ts';

/** So many forms are there already, and within so many milliseconds another must be live. */
const SIZES: readonly (readonly [forms: number, wantedMs: number])[] = process.env.BENCH_FORMS
  ? [[Number(process.env.BENCH_FORMS), 500]]
  : [
      [300, 200],
      [1000, 500],
    ];
const FIELDS = 30;
const TURNS = 10;

/** From publishing a form, with 300 others there, to the first answer of its typed query on another connection; nobody else is disturbed. */
export async function run(): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const [forms, wantedMs] of SIZES) targets.push(...(await beside(forms, wantedMs)));
  return targets;
}

async function beside(forms: number, wantedMs: number): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-publish-'));
  try {
    const dataDir = join(folder, 'data');
    await makeCounty(dataDir, async (platform, county) => {
      const context = contextFor(openCloud(platform, county.region), systemActor('seed'));
      for (let n = 0; n < forms; n++) await seedDefinition(context, 'form', keyOf(n), form(n) as unknown as JsonObject);
    });
    const served = await start('./serve-hengyun.ts', { dataDir, citizens: 0 });
    try {
      return await measure(served, forms, wantedMs);
    } finally {
      await served.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(served: Served, forms: number, wantedMs: number): Promise<Target[]> {
  const [designer, reviewer, clerk] = await Promise.all([
    tokenOf(served, 'designer'),
    tokenOf(served, 'admin'),
    tokenOf(served, 'clerk'),
  ]);
  // Others go on asking by the types of ten other forms; each answer must be what it was before.
  const requests: string[] = [];
  for (let n = 0; n < 10; n++) {
    const name = (await served.ask<string>('typeName', { form: keyOf(n) })).replace(/^./, (first) =>
      first.toLowerCase(),
    );
    requests.push(post({ query: `{ ${name}(number: "X202601010001") { number f1 } }` }, clerk));
  }
  const others = load({ port: served.port, connections: 4, seconds: 20, requests, bodies: 'same' });
  const live: number[] = [];
  const afterEvent: number[] = [];
  const publishing = async () => {
    for (let turn = 0; turn < TURNS; turn++) {
      const { answered, live: at, event } = await publishAndAsk(served, forms + turn, { designer, reviewer }, clerk);
      live.push(Math.max(0, at - answered));
      afterEvent.push(at - event);
    }
  };
  const [{ done }] = await Promise.all([others, publishing()]);
  const started = performance.now();
  const introspection = await ask(served, { query: getIntrospectionQuery() }, clerk);
  const introspected = performance.now() - started;
  ok(JSON.stringify(introspection).length > forms * FIELDS * 20, 'the schema lacks the forms');
  const most = (times: readonly number[]) => Math.max(...times);
  printTable(
    `A form published beside ${forms} of ${FIELDS} fields, ${TURNS} times; load now ${loadavg()[0]?.toFixed(1)}`,
    [
      { 'to its first typed answer': 'from the answer', median: ms(median(live)), most: ms(most(live)) },
      { 'to its first typed answer': 'from the event', median: ms(median(afterEvent)), most: ms(most(afterEvent)) },
    ],
  );
  console.log(`\n  ${done.toLocaleString('en')} requests of others meanwhile, each answered as before`);
  console.log(`  the whole schema by introspection, with every form: ${ms(introspected)} (for information)`);
  // The most of ten is what a busy machine did; it is in the table.
  const met = (times: readonly number[]) => median(times) < wantedMs;
  const wanted = ms(wantedMs);
  return [
    { what: `typed API beside ${forms} forms, from the answer`, measured: ms(median(live)), wanted, met: met(live) },
    {
      what: `typed API beside ${forms} forms, from the event`,
      measured: ms(median(afterEvent)),
      wanted,
      met: met(afterEvent),
    },
  ];
}

/** Publishes a form while somebody else asks for its type again and again. Times of the wall clock, milliseconds. */
async function publishAndAsk(
  served: Served,
  n: number,
  { designer, reviewer }: { designer: string; reviewer: string },
  clerk: string,
) {
  const key = keyOf(n);
  const definition = form(n);
  const which = '$kind: DefinitionKind!, $key: ID!';
  const drafted = await ask(
    served,
    {
      query:
        'mutation($key: String!, $title: String!) { draftDefinition(kind: form, key: $key, title: $title) { typeName } }',
      variables: { key, title: definition.title.zh },
    },
    designer,
  );
  ok(!drafted.errors, JSON.stringify(drafted.errors));
  const revised = await ask(
    served,
    {
      query: `mutation(${which}, $definition: JSON!) { reviseDefinition(kind: $kind, key: $key, definition: $definition) { typeName problems { level message } } }`,
      variables: { kind: 'form', key, definition },
    },
    designer,
  );
  ok(!revised.errors, JSON.stringify(revised.errors));
  const { typeName } = revised.data.reviseDefinition;
  const name = typeName.replace(/^./, (first: string) => first.toLowerCase());
  const typed = { query: `{ ${name}(number: "X202601010001") { number f1 f${FIELDS} } }` };
  ok((await ask(served, typed, clerk)).errors, 'the type was there before its form');
  const submit = `mutation(${which}) { submitForReview(parts: [{ kind: $kind, key: $key }]) { key } }`;
  const sent = await ask(served, { query: submit, variables: { kind: 'form', key } }, designer);
  ok(!sent.errors, JSON.stringify(sent.errors));
  const [before = 0] = await served.ask<number[]>('heads');
  const asking = (async () => {
    for (;;) {
      const answer = await ask(served, typed, clerk);
      if (!answer.errors) return Date.now();
      if (answer.errors[0].extensions.code !== 'BAD_REQUEST') throw new Error(JSON.stringify(answer.errors));
    }
  })();
  const published = await ask(
    served,
    {
      query: `mutation(${which}) { publishDefinition(kind: $kind, key: $key) { version } }`,
      variables: { kind: 'form', key },
    },
    reviewer,
  );
  const answered = Date.now();
  ok(published.data?.publishDefinition.version === 1, JSON.stringify(published.errors));
  const live = await asking;
  const [commit] = await served.ask<{ at: string }[]>('events', { after: before });
  return { answered, live, event: Date.parse(commit?.at ?? '') };
}

const keyOf = (n: number): string => `bench-${n}`;
const tokenOf = (served: Served, person: string): Promise<string> => served.ask('token', { person });

// biome-ignore lint/suspicious/noExplicitAny: answers are read by name
async function ask({ port }: Served, body: object, token: string): Promise<any> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`http://127.0.0.1:${port}/graphql`, request)).json();
}

/** Thirty fields of the common kinds. */
function form(n: number): FormDefinition {
  const kinds = ['text', 'longText', 'boolean', 'date', 'integer', 'money'] as const;
  const items = Array.from({ length: FIELDS }, (_, i) => {
    return { kind: kinds[i % kinds.length] ?? 'text', key: `f${i + 1}`, label: { zh: `内容${i + 1}` } };
  });
  const section = { key: 'section', title: { zh: '内容' }, items };
  const pages = [{ key: 'page', title: { zh: '内容' }, sections: [section] }];
  const tests = [{ name: '没有填写', answers: {}, errors: {} }];
  return { title: { zh: `量测表${n}` }, pages, tests } as unknown as FormDefinition;
}
