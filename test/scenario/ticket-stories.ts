import { expect, it } from 'vitest';
import { ask, refusal, type World } from './world.ts';

/** The stories of a hotline ticket, told on every platform. */
export function ticketStories(open: () => Promise<{ world: World }>): void {
  it('goes by phone from registration to closing, returned once and redone once', async () => {
    const { world } = await open();
    world.clock.goTo('2026-07-01');
    const receipt = await register(world, 'operator', {
      kind: 'complaint',
      category: await categoryOf(world, 'complaint'),
      title: '餐馆油烟直排居民楼',
      text: '开云镇示例路一家餐馆的油烟直排到楼上住户，已有三个月。',
      town: '430423100',
      channel: 'phone',
      confidential: true,
      callerName: '来电人甲',
      callerPhone: '13800000111',
    });
    const id = receipt.ticket;
    await act(world, 'operator', 'acceptTicket(id: $id)', { id });
    expect(await refusal(world, 'operator', mutation('dispatchTicket(id: $id, unit: "430423-no")'), { id })).toBe(
      'NOT_FOUND',
    );
    await act(world, 'operator', 'dispatchTicket(id: $id, unit: "430423-scjgj", note: "请核实")', { id });
    await act(world, handlerOf('430423-scjgj'), 'returnTicket(id: $id, reason: "油烟属城管职责")', { id });
    const again = await act(
      world,
      'operator',
      'dispatchTicket(id: $id, unit: "430423-cgj", note: "经协调由城管主办")',
      { id },
    );
    expect(again.state).toBe('dispatched');
    const handler = handlerOf('430423-cgj');
    await act(world, handler, 'signTicket(id: $id)', { id });
    const seen = await ask(world, handler, 'query($id: ID!) { ticket(id: $id) { callerName title actions } }', { id });
    expect(seen.ticket).toMatchObject({ callerName: null, title: '餐馆油烟直排居民楼' });
    world.clock.goTo('2026-07-02');
    await act(world, handler, 'replyTicket(id: $id, reply: "已责令安装净化设施。")', { id });
    await act(world, 'operator', 'reviewTicket(id: $id, approved: true)', { id });
    await act(world, 'operator', 'redoTicket(id: $id, reason: "来电人反映仍有油烟")', { id });
    await act(world, handler, 'replyTicket(id: $id, reply: "净化设施已投入使用，复测达标。")', { id });
    await act(world, 'operator', 'reviewTicket(id: $id, approved: true)', { id });
    expect(await refusal(world, 'operator', mutation('closeTicket(id: $id)'), { id })).toBe('CALL_BACK_FIRST');
    await act(world, 'operator', 'callBackTicket(id: $id, reached: true, satisfaction: 5)', { id });
    const closed = await act(world, 'operator', 'closeTicket(id: $id)', { id });
    expect(closed.state).toBe('closed');
    const { ticketProgress } = await ask(
      world,
      null,
      'query($number: String!, $queryCode: String!) { ticketProgress(number: $number, queryCode: $queryCode) { state reply } }',
      receipt,
    );
    expect(ticketProgress).toEqual({ state: 'closed', reply: '净化设施已投入使用，复测达标。' });
  });

  it('a commandId answers its retry as before, and stands for no other wish', async () => {
    const { world } = await open();
    world.clock.goTo('2026-07-03');
    const raise = `mutation($input: TicketInput!, $commandId: ID) {
      registerTicket(input: $input, commandId: $commandId) { number repeated ticket }
    }`;
    const input = {
      kind: 'help',
      title: '路灯不亮',
      text: '示例路的路灯三天不亮了。',
      town: '430423100',
      channel: 'phone',
    };
    const first = (await ask(world, 'operator', raise, { input, commandId: 'wish-1' })).registerTicket;
    const again = (await ask(world, 'operator', raise, { input, commandId: 'wish-1' })).registerTicket;
    expect(again).toEqual({ ...first, repeated: true });
    const other = { ...input, text: '另一条路的路灯也不亮。' };
    expect(await refusal(world, 'operator', raise, { input: other, commandId: 'wish-1' })).toBe('COMMAND_REUSED');

    const id = first.ticket;
    const take = 'mutation($id: ID!, $c: ID) { acceptTicket(id: $id, commandId: $c) { state revision } }';
    const send =
      'mutation($id: ID!, $c: ID, $unit: ID!) { dispatchTicket(id: $id, unit: $unit, commandId: $c) { state unit { code } revision } }';
    const taken = await ask(world, 'operator', take, { id, c: 'wish-2' });
    expect(await ask(world, 'operator', take, { id, c: 'wish-2' })).toEqual(taken);
    expect(await refusal(world, 'operator', send, { id, c: 'wish-2', unit: '430423-cgj' })).toBe('COMMAND_REUSED');
    const sent = await ask(world, 'operator', send, { id, c: 'wish-3', unit: '430423-cgj' });
    expect(await ask(world, 'operator', send, { id, c: 'wish-3', unit: '430423-cgj' })).toEqual(sent);
    expect(await refusal(world, 'operator', send, { id, c: 'wish-3', unit: '430423-slj' })).toBe('COMMAND_REUSED');
    // Somebody else's id of the same name is another command.
    const sign = 'mutation($id: ID!, $c: ID) { signTicket(id: $id, commandId: $c) { state unit { code } revision } }';
    const signed = (await ask(world, handlerOf('430423-cgj'), sign, { id, c: 'wish-3' })).signTicket;
    expect(signed).toEqual({
      state: 'signed',
      unit: { code: '430423-cgj' },
      revision: sent.dispatchTicket.revision + 1,
    });
  });

  it('erases nobody whom it does not know', async () => {
    const { world } = await open();
    const erase = 'mutation($s: ID!) { eraseSubject(subject: $s, reason: "request") }';
    const nobody = '6c2f7a10-1111-4222-8333-944445555666';
    expect(await refusal(world, 'admin', erase, { s: nobody })).toBe('NOT_FOUND');
  });

  it('is raised on the web without a name, and keeps none', async () => {
    const { world } = await open();
    world.clock.goTo('2026-07-03');
    const receipt = await register(world, 'citizen', {
      kind: 'suggestion',
      category: null,
      title: '末班车再晚一点',
      text: '白果镇末班车太早，下班赶不上，希望延后半小时。',
      anonymous: true,
    });
    const { myTickets } = await ask(world, 'citizen', '{ myTickets { edges { node { number } } } }');
    expect(myTickets.edges).toEqual([]);
    const { ticket } = await ask(
      world,
      'operator',
      'query($id: ID!) { ticket(id: $id) { callerName callerPhone title anonymous } }',
      {
        id: receipt.ticket,
      },
    );
    expect(ticket).toEqual({ callerName: null, callerPhone: null, title: '末班车再晚一点', anonymous: true });
    expect(
      (await ask(world, 'clerk2', 'query($id: ID!) { ticket(id: $id) { number } }', { id: receipt.ticket })).ticket,
    ).toBeNull();
    await act(world, 'operator', 'answerTicketOnSpot(id: $id, reply: "已转告公交公司，七月起延后半小时。")', {
      id: receipt.ticket,
    });
    expect((await act(world, 'operator', 'closeTicket(id: $id)', { id: receipt.ticket })).state).toBe('closed');
  });
}

const HANDLERS: Readonly<Record<string, string>> = { '430423-cgj': 'handler', '430423-scjgj': 'handler-scjgj' };

function handlerOf(unit: string): string {
  return HANDLERS[unit] ?? `handler-${unit.slice('430423-'.length)}`;
}

async function categoryOf(world: World, kind: string): Promise<string> {
  const { ticketCategories } = await ask(world, null, '{ ticketCategories { key kind parent } }');
  return ticketCategories.find((one: { kind: string; parent: string | null }) => one.kind === kind && one.parent).key;
}

async function register(world: World, person: string, input: object) {
  const answer = await ask(
    world,
    person,
    'mutation($input: TicketInput!) { registerTicket(input: $input) { ticket number queryCode repeated } }',
    { input },
  );
  return answer.registerTicket as { ticket: string; number: string; queryCode: string };
}

function mutation(call: string): string {
  return `mutation($id: ID!) { result: ${call} { state actions } }`;
}

async function act(world: World, person: string, call: string, variables: object) {
  return (await ask(world, person, mutation(call), variables)).result as { state: string; actions: string[] };
}
