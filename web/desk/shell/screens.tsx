import { type ComponentType, lazy, type ReactNode } from 'react';
import type { DefinitionKind } from '../api/model.ts';
import { match } from './route.ts';

type Parts = Readonly<Record<string, string>>;
interface ScreenEntry {
  readonly pattern: string;
  readonly show: (parts: Parts) => ReactNode;
}

/** A screen that is fetched when it is first opened. */
function screen<Props extends object>(
  pattern: string,
  load: () => Promise<ComponentType<Props>>,
  props: (parts: Parts) => Props,
): ScreenEntry {
  const Screen = lazy(async () => ({ default: (await load()) as ComponentType<object> }));
  return { pattern, show: (parts) => <Screen {...props(parts)} /> };
}
const none = () => ({});
const numbered = ({ number = '' }: Parts) => ({ number });
const keyed = ({ key = '' }: Parts) => ({ definitionKey: key });

const SCREENS: readonly ScreenEntry[] = [
  screen('/', async () => (await import('../home/Home.tsx')).Home, none),
  screen('/messages', async () => (await import('../messages/Messages.tsx')).Messages, none),
  screen('/cases', async () => (await import('../queue/CaseQueue.tsx')).CaseQueue, none),
  screen('/cases/:number', async () => (await import('../case/CaseScreen.tsx')).CaseScreen, numbered),
  screen(
    '/cases/:number/supplement',
    async () => (await import('../case/SupplementScreen.tsx')).SupplementScreen,
    numbered,
  ),
  screen('/cases/:number/print', async () => (await import('../paper/PrintScreen.tsx')).PrintScreen, numbered),
  screen('/file', async () => (await import('../filing/FilingScreen.tsx')).FilingScreen, none),
  screen('/registers', async () => (await import('../register/Registers.tsx')).Registers, none),
  screen(
    '/registers/:key',
    async () => (await import('../register/RegisterScreen.tsx')).RegisterScreen,
    ({ key = '' }) => ({ registerKey: key }),
  ),
  screen('/licences', async () => (await import('../licence/Licences.tsx')).Licences, none),
  screen(
    '/licences/:id',
    async () => (await import('../licence/LicenceScreen.tsx')).LicenceScreen,
    ({ id = '' }) => ({ id }),
  ),
  screen('/units', async () => (await import('../staff/Units.tsx')).Units, none),
  screen(
    '/units/:code',
    async () => (await import('../staff/UnitScreen.tsx')).UnitScreen,
    ({ code = '' }) => ({ code }),
  ),
  screen('/substitutes', async () => (await import('../staff/Substitutes.tsx')).Substitutes, none),
  screen('/systems', async () => (await import('../matters/Systems.tsx')).Systems, none),
  screen(
    '/systems/:key',
    async () => (await import('../matters/Matters.tsx')).Matters,
    ({ key = '' }) => ({ systemKey: key }),
  ),
  screen(
    '/systems/:key/begin',
    async () => (await import('../matters/BeginScreen.tsx')).BeginScreen,
    ({ key = '' }) => ({ systemKey: key }),
  ),
  screen('/systems/matters/:number', async () => (await import('../matters/MatterScreen.tsx')).MatterScreen, numbered),
  screen(
    '/systems/matters/:number/stages/:stage',
    async () => (await import('../matters/StageScreen.tsx')).StageScreen,
    ({ number = '', stage = '' }) => ({ number, stageKey: stage }),
  ),
  screen('/tickets', async () => (await import('../queue/TicketQueue.tsx')).TicketQueue, none),
  screen('/tickets/new', async () => (await import('../ticket/Register.tsx')).Register, none),
  screen('/tickets/:number', async () => (await import('../ticket/TicketScreen.tsx')).TicketScreen, numbered),
  screen('/definitions/form/:key', async () => (await import('../builder/FormScreen.tsx')).FormScreen, keyed),
  screen('/definitions/flow/:key', async () => (await import('../builder/FlowScreen.tsx')).FlowScreen, keyed),
  screen('/definitions/service/:key', async () => (await import('../builder/ServiceScreen.tsx')).ServiceScreen, keyed),
  screen(
    '/definitions/licenceType/:key',
    async () => (await import('../builder/LicenceTypeScreen.tsx')).LicenceTypeScreen,
    keyed,
  ),
  screen('/definitions/system/:key', async () => (await import('../builder/SystemScreen.tsx')).SystemScreen, keyed),
  screen(
    '/definitions/:kind/:key/versions',
    async () => (await import('../versions/Versions.tsx')).Versions,
    ({ kind = '', key = '' }) => ({ kind: kind as DefinitionKind, definitionKey: key }),
  ),
  screen('/packages', async () => (await import('../packages/Packages.tsx')).Packages, none),
  screen(
    '/definitions',
    async () => (await import('../builder/Definitions.tsx')).Definitions,
    () => ({ kind: 'service' }),
  ),
  screen(
    '/definitions/:kind',
    async () => (await import('../builder/Definitions.tsx')).Definitions,
    ({ kind = '' }) => ({
      kind,
    }),
  ),
  screen('/assembly', async () => (await import('../builder/assembly/Assemblies.tsx')).Assemblies, none),
  screen('/assembly/new', async () => (await import('../builder/assembly/NewService.tsx')).NewService, none),
  screen(
    '/assembly/:key',
    async () => (await import('../builder/assembly/Assembly.tsx')).Assembly,
    ({ key = '' }) => ({ serviceKey: key }),
  ),
  screen('/reviews', async () => (await import('../review/Reviews.tsx')).Reviews, none),
  screen(
    '/reviews/:kind/:key',
    async () => (await import('../review/ReviewScreen.tsx')).ReviewScreen,
    ({ kind = '', key = '' }) => ({ kind, definitionKey: key }),
  ),
  screen('/performance', async () => (await import('../performance/Performance.tsx')).Performance, none),
  screen('/sites', async () => (await import('../sites/Sites.tsx')).Sites, none),
  screen('/operations', async () => (await import('../operations/Operations.tsx')).Operations, none),
];

/** The screen of a path, or null when there is none. */
export function screenAt(path: string): ReactNode | null {
  for (const { pattern, show } of SCREENS) {
    const parts = match(pattern, path);
    if (parts) return show(parts);
  }
  return null;
}
