import { beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '../../commands/actor.ts';
import type { FormDefinition, Row } from '../../lowcode/form/definition.ts';
import { householdAnswers, householdForm } from '../../lowcode/form/household.fixture.ts';
import { createPortal } from './entry-server.tsx';
import { fixture } from './fixtures/execute.ts';

const portal = createPortal({
  ...{ name: { zh: '衡山县政务服务网' }, host: { zh: '县政府' }, domain: 'localhost' },
  ...{ phone: '0734-5550100', address: { zh: '示例路1号' } },
});
const viewer: Viewer = {
  claims: {
    ...{ account: 'citizen', kind: 'person', name: '李样例', identifier: '430423199001010014' },
    ...{ phone: '13800000001', address: '示例路12号' },
  },
  actor: { id: 'subject/s1', kind: 'person', subject: 's1', roles: [{ role: 'citizen' }] },
};
const notes = { get: async () => null, put: async () => undefined, delete: async () => undefined };
const members = (at: number) =>
  ((given.draftAnswers.households as readonly Row[])[at]?.members ?? []) as readonly Row[];
let given = fixture('usual', householdForm);
beforeEach(() => {
  given = fixture('usual', householdForm);
  given.draftAnswers = structuredClone(householdAnswers) as Record<string, unknown>;
});

async function send(path: string, form?: Record<string, string>) {
  const url = new URL(path, 'http://localhost:8080');
  const request = new Request(url, { method: form ? 'POST' : 'GET' });
  const posted = form ? new URLSearchParams(form) : null;
  const response = await portal.respond({ request, url, viewer, execute: given.execute, form: posted, notes });
  return { status: response.status, html: await response.text(), location: response.headers.get('location') };
}

/** What a browser sends of the page: all that its controls hold. */
function controlsOf(html: string): Record<string, string> {
  const controls: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const [name, value = ''] = [/ name="([^"]*)"/.exec(tag)?.[1], / value="([^"]*)"/.exec(tag)?.[1]];
    const picked = !/type="(?:radio|checkbox)"/.test(tag) || tag.includes('checked');
    if (name !== undefined && picked && /^(households|line|version|shown)/.test(name)) controls[name] = value;
  }
  return controls;
}

describe('rows within rows, without JavaScript', () => {
  test('each household shows its members, with files, and what is computed of each', async () => {
    const { html } = await send('/drafts/draft-1/1');
    expect(html).toContain('name="households.0.members.1.name"');
    expect(html).toContain('value="王大山"');
    expect(html).toContain('value="file:households.0.members.1.proof"');
    expect(html).toContain('value="drop:households.0.members.0.proof:f-1"');
    expect(html).not.toContain('households.2.members');
    expect(html).toMatch(/<h4[^>]*>成员<\/h4>/);
  });

  test('a member is added to its household and taken out again, and files stay with theirs', async () => {
    const controls = controlsOf((await send('/drafts/draft-1/1')).html);
    const added = await send('/drafts/draft-1/1', { ...controls, action: 'add:households.0.members' });
    expect(added.location).toContain('#f-households');
    expect(members(0)).toHaveLength(3);
    expect(members(0)[0]).toMatchObject({ id: 'm1', name: '王小明', income: '30000' });
    expect(members(0)[0]?.proof).toEqual(
      (householdAnswers.households as readonly Row[])[0]?.members && [
        { id: 'f-1', name: '证明.pdf', size: 10, type: 'application/pdf' },
      ],
    );
    const again = controlsOf((await send('/drafts/draft-1/1')).html);
    await send('/drafts/draft-1/1', { ...again, action: 'remove:households.0.members:m1' });
    expect(members(0).map(({ id }) => id)).not.toContain('m1');
    expect(members(1).map(({ id }) => id)).toEqual(['m1']);
  });

  test('a mistake in an inner row is named by both rows in the summary, and stands alone beside its field', async () => {
    const controls = controlsOf((await send('/drafts/draft-1/1')).html);
    const { status, html } = await send('/drafts/draft-1/1', {
      ...controls,
      'households.0.members.1.income': '',
      action: 'next',
    });
    expect(status).toBe(400);
    expect(html).toContain('家庭 1 成员 2：请填写月收入');
  });

  test('the summary lists members under their household', async () => {
    const { html } = await send('/drafts/draft-1/check');
    expect(html).toMatch(/<h4[^>]*>成员(?:<!-- -->)? (?:<!-- -->)?1<\/h4>/);
    expect(html).toContain('李雪梅');
  });
});

test('nothing that a definition or an answer says becomes markup', async () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  const hostile = JSON.parse(JSON.stringify(householdForm), (key, value) =>
    key === 'zh' ? `${value}${evil}` : value,
  ) as FormDefinition;
  given = fixture('usual', hostile);
  given.draftAnswers = JSON.parse(JSON.stringify(householdAnswers), (key, value) =>
    key === 'name' || key === 'village' ? evil : value,
  );
  for (const path of ['/drafts/draft-1/1', '/drafts/draft-1/1?show=errors', '/drafts/draft-1/check']) {
    const { html } = await send(path);
    expect(html).toContain('&lt;img src=x onerror');
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<script>alert');
  }
});
