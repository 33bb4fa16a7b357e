import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contextFor, systemActor } from '../../commands/context.ts';
import { importPackage } from '../../commands/package/import.ts';
import { appointStaff } from '../../commands/unit/manage.ts';
import { viewerFor } from '../../graphql/viewer.ts';
import { filesIn } from '../../local/cli/package.ts';
import { unitInRegion } from '../../lowcode/package/units.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import type { PostFile } from '../scenario/road.ts';
import { claimsOf, StoryError, type World } from '../scenario/world.ts';
import { readScenario, type Scenario, type Step } from './scenario.ts';
import { differences, filled, type Known } from './values.ts';
import { type Doing, WORDS } from './words.ts';

const SYSTEMS = join(import.meta.dirname, '..', '..', 'systems');

/** A scenario with the folder of the package that it stands beside. */
export interface Told {
  readonly name: string;
  readonly folder: string;
  readonly scenario: Scenario;
}

/** Every scenario of every package, by name. */
export function allScenarios(): readonly Told[] {
  const folders = readdirSync(SYSTEMS, { withFileTypes: true }).filter((one) => one.isDirectory());
  return folders
    .flatMap(({ name: folder }) =>
      readdirSync(join(SYSTEMS, folder))
        .filter((file) => /^scenario[a-z0-9-]*\.yaml$/.test(file))
        .map((file) => {
          const name = `${folder}/${file}`;
          return { name, folder, scenario: readScenario(readFileSync(join(SYSTEMS, name), 'utf8'), name) };
        }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Imports the packages, appoints the people, and does every step. Throws with the step that is not as it should be. */
export async function tell({ folder, name, scenario }: Told, world: World, post: PostFile): Promise<void> {
  world.clock.beginOn(scenario.from);
  const operator = () => contextFor(world.cloud, systemActor('operator'));
  for (const one of [...(scenario.packages ?? []), folder]) {
    const wish = { files: filesIn(join(SYSTEMS, one)), units: [], publish: true };
    await importPackage(operator(), { ...wish, commandId: `told/${name}/${one}` });
  }
  const people = new Map<string, Claims>();
  for (const [person, { unit, roles, name: called }] of Object.entries(scenario.people ?? {})) {
    const account = `told-${folder}-${person}`;
    const where = unitInRegion(unit, world.cloud.region);
    await appointStaff(operator(), { unit: where, account, roles, commandId: `told/${name}/${person}` } as never);
    people.set(person, { account, kind: 'staff', name: called ?? person });
  }
  await world.platform.runner.catchUp();
  const { region } = world.cloud;
  const known: { [name: string]: unknown } = { region, ...(filled(scenario.given ?? {}, { region }) as Known) };
  for (const [i, step] of scenario.steps.entries()) {
    try {
      await doStep(step, world, post, people, known);
    } catch (error) {
      const said = `${step.who ?? 'nobody'} ${step.does ?? step.asks?.slice(0, 80) ?? step.on}`;
      throw new Error(`${name} step ${i + 1} (${said}): ${(error as Error).message}`, { cause: error });
    }
  }
}

async function doStep(
  step: Step,
  world: World,
  post: PostFile,
  people: ReadonlyMap<string, Claims>,
  known: { [name: string]: unknown },
): Promise<void> {
  if (step.on) world.clock.goTo(String(filled(step.on, known)));
  if (!step.does && !step.asks) return;
  const each = step.forEach === undefined ? null : (filled(step.forEach, known) as readonly unknown[]);
  const once = (here: Known) => attempt(step, doingAs(step.who, world, post, people), here);
  let answer: unknown;
  if (each) {
    const answers: unknown[] = [];
    const all = each.map((one) => () => once({ ...known, each: one }));
    if (step.together) answers.push(...(await Promise.all(all.map((ask) => ask()))));
    else for (const ask of all) answers.push(await ask());
    answer = answers;
  } else if (step.times) {
    answer = await Promise.all(Array.from({ length: step.times }, (_, i) => once({ ...known, n: i + 1 })));
  } else answer = await once(known);
  const wrong = () => (step.expect === undefined ? [] : differences(filled(step.expect, known), answer));
  for (let tries = 0; step.until && wrong().length > 0 && tries < 100; tries++) {
    await sleep(100);
    answer = await once(known);
  }
  const found = wrong();
  if (found.length > 0) throw new Error(found.join('\n'));
  if (step.as) known[step.as] = answer;
}

function doingAs(who: string | undefined, world: World, post: PostFile, people: ReadonlyMap<string, Claims>): Doing {
  const claims = who === undefined ? null : (people.get(who) ?? claimsOf(who));
  return {
    world,
    post,
    async ask(query, variables = {}) {
      const viewer = claims && (await viewerFor(world.platform, claims));
      const answer = await world.engine.execute({ query, variables: variables as Record<string, unknown> }, viewer);
      const [error] = answer.errors ?? [];
      if (error) throw new StoryError(error);
      return answer.data;
    },
  };
}

/** The answer; where a refusal is expected, that it comes. */
async function attempt(step: Step, doing: Doing, known: Known): Promise<unknown> {
  const word = step.asks ?? WORDS[step.does ?? ''];
  if (!word) throw new Error(`no such word: ${step.does}`);
  const given = filled(step.with ?? {}, known) as { readonly [name: string]: unknown };
  try {
    const answer = typeof word === 'string' ? rootOf(await doing.ask(word, given)) : await word(doing, given);
    if (step.refused === undefined) return answer;
    throw new Error(`should be refused as ${step.refused}, but: ${JSON.stringify(answer).slice(0, 300)}`);
  } catch (error) {
    if (step.refused !== undefined && (error as { code?: string }).code === step.refused) return null;
    throw error;
  }
}

/** A query has one root field most often: then that is the answer. */
function rootOf(data: { readonly [field: string]: unknown }): unknown {
  const fields = Object.values(data);
  return fields.length === 1 ? fields[0] : data;
}
