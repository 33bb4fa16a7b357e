import { expect, it } from 'vitest';
import { licenceIdentifierProblem } from '../../lowcode/identifier/licence-identifier.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { licencesView } from '../../views/licences/view.ts';
import { apply, complete, type PostFile, ROAD, uploadToCase } from './road.ts';
import { ask, refusal, type World } from './world.ts';

/** The stories of an application, told on every platform. `open` gives a cloud with the sample county's basics at 2026-03-02. */
export function roadStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  it('goes from a form without scripts to a licence that anybody can verify', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-03-02');
    const receipt = await apply(world, 'citizen', post);
    expect(receipt.acceptBy).toBe('2026-03-09');
    const { case: received } = await ask(
      world,
      'clerk',
      'query($id: ID!) { case(id: $id) { state applicantName fee actions attachments { name material } answers due { date } } }',
      { id: receipt.case },
    );
    expect(received).toMatchObject({
      state: 'received',
      applicantName: '李样例',
      fee: '6000',
      due: { date: '2026-03-09' },
    });
    expect(received.actions).toContain('accept');
    expect(received.answers.identityNumber).toBe('430423199001010014');

    world.clock.goTo('2026-03-03');
    await ask(
      world,
      'clerk',
      `mutation($id: ID!) { requestSupplement(id: $id, defects: [
        { at: "locationMap", reason: "位置图没有标出盲道" }, { at: "roadSections.position", reason: "请写明起止门牌" }
      ]) { state defects { label reason } } }`,
      { id: receipt.case },
    );
    const { progress } = await ask(
      world,
      null,
      'query($number: String!, $queryCode: String!) { progress(number: $number, queryCode: $queryCode) { state defects { label reason } } }',
      receipt,
    );
    expect(progress.state).toBe('supplementRequested');
    expect(progress.defects).toHaveLength(2);

    world.clock.goTo('2026-03-05');
    const { case: mine } = await ask(world, 'citizen', 'query($id: ID!) { case(id: $id) { answers } }', {
      id: receipt.case,
    });
    const [section] = mine.answers.roadSections;
    const locationMap = [await uploadToCase(world, 'citizen', post, receipt.case, 'locationMap')];
    const answers = { ...mine.answers, locationMap, roadSections: [{ ...section, position: '示例路12号至20号门前' }] };
    await ask(
      world,
      'citizen',
      'mutation($id: ID!, $answers: JSON!) { supplementCase(id: $id, answers: $answers) { state } }',
      {
        id: receipt.case,
        answers,
      },
    );

    world.clock.goTo('2026-03-06');
    const { acceptCase } = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { acceptCase(id: $id) { state due { date } legalDue stages { key } } }',
      { id: receipt.case },
    );
    expect(acceptCase).toMatchObject({ state: 'accepted', due: { date: '2026-03-13' }, stages: [{ key: 'review' }] });

    world.clock.goTo('2026-03-09');
    const { stopClock } = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { stopClock(id: $id, procedure: expertReview, reason: "组织专家评审交通组织方案") { state due { date level } } }',
      { id: receipt.case },
    );
    expect(stopClock).toEqual({ state: 'suspended', due: { date: null, level: 'stopped' } });
    world.clock.goTo('2026-03-11');
    const { restartClock } = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { restartClock(id: $id, result: "评审通过") { state due { date } } }',
      { id: receipt.case },
    );
    // 9, 10 and 11 March are not counted: 12, 13, 16, 17 and 18 are the five days.
    expect(restartClock).toEqual({ state: 'accepted', due: { date: '2026-03-18' } });
    const { case: timed } = await ask(world, 'clerk', 'query($id: ID!) { case(id: $id) { timeline { text } } }', {
      id: receipt.case,
    });
    expect(timed.timeline.at(-1).text).toContain('不计3个工作日');

    await complete(world, 'clerk', receipt.case, 'review');
    expect(await refusal(world, 'approver2', STAGE, { id: receipt.case, stage: 'siteReview' })).toBe('FORBIDDEN');
    await complete(world, 'approver', receipt.case, 'siteReview');
    world.clock.goTo('2026-03-13');
    const joined = await complete(world, 'approver2', receipt.case, 'trafficReview');
    expect(joined.completeStage.stages).toMatchObject([{ key: 'decision' }]);
    const { completeStage: decided } = await complete(world, 'head', receipt.case, 'decision');
    expect(decided).toMatchObject({ state: 'granted', daysUsed: 2, onTime: true, licence: { state: 'valid' } });

    const { identifier } = decided.licence;
    expect(licenceIdentifierProblem(identifier)).toBeNull();
    // Asked behind the back of who waits for views here: nobody may be told that there is no such licence.
    const atOnce = { index: 'byIdentifier', partition: identifier, limit: 1 };
    expect((await world.platform.views.list(licencesView, atOnce)).entries).toHaveLength(1);
    const verify =
      'query($identifier: String!) { verifyLicence(identifier: $identifier) { result maskedHolder issuer { code } validFrom validTo } }';
    const { verifyLicence } = await ask(world, null, verify, { identifier });
    expect(verifyLicence).toMatchObject({ result: 'valid', maskedHolder: '李**', issuer: { code: '430423-cgj' } });
    // Asked for from 2 March on, granted on the 13th: all of its days are still given, and they end.
    expect([verifyLicence.validFrom, verifyLicence.validTo]).toEqual(['2026-03-13', '2026-03-14']);
    const last = identifier.at(-1) === 'A' ? 'B' : 'A';
    const { verifyLicence: forged } = await ask(world, null, verify, {
      identifier: `${identifier.slice(0, -1)}${last}`,
    });
    expect(forged.result).toBe('wrongCheckCharacter');
  });

  it('is filed by the front desk for another person, and a neighbouring county sees nothing of it', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-04-01');
    const applicant = { kind: 'person', name: '王示范', identifier: '430423198502020021', phone: '13800000002' };
    const code = await refusal(
      world,
      'window',
      'mutation($a: ApplicantInput!, $answers: JSON!, $s: ID!) { submitApplication(service: $s, applicant: $a, answers: $answers) { number } }',
      { s: ROAD, a: { ...applicant, identifier: '430423198502020022' }, answers: {} },
    );
    expect(code).toBe('INVALID_APPLICANT');
    const { cases } = await ask(world, 'clerk2', '{ cases(queue: all) { edges { node { number } } } }');
    expect(cases.edges).toEqual([]);
    const answers = { applicantName: '王示范', identityNumber: '430423198502020021', phone: '13800000002' };
    const receipt = await apply(world, 'window', post, answers, applicant);
    expect(
      (
        await ask(world, 'window', 'query($id: ID!) { case(id: $id) { channel applicantName filedBy } }', {
          id: receipt.case,
        })
      ).case,
    ).toMatchObject({
      channel: 'window',
      applicantName: '王示范',
    });
    expect(
      (await ask(world, 'clerk2', 'query($id: ID!) { case(id: $id) { number } }', { id: receipt.case })).case,
    ).toBeNull();
    expect(
      (await ask(world, 'citizen', 'query($id: ID!) { case(id: $id) { number } }', { id: receipt.case })).case,
    ).toBeNull();
    expect((await ask(world, 'citizen2', '{ myCases { edges { node { number } } } }')).myCases.edges).toHaveLength(1);
  });

  it('is accepted by silence after five working days', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-04-20');
    const receipt = await apply(world, 'citizen', post);
    expect(receipt.acceptBy).toBe('2026-04-27');
    world.clock.goTo('2026-04-27');
    await acceptSilent(world.cloud);
    expect(await acceptSilent(world.cloud)).toBe(0);
    world.clock.goTo('2026-04-28');
    expect(await acceptSilent(world.cloud)).toBe(1);
    expect(await acceptSilent(world.cloud)).toBe(0);
    const { case: accepted } = await ask(
      world,
      'clerk',
      'query($id: ID!) { case(id: $id) { state deemedAccepted acceptedOn due { date counted { date reason } } } }',
      { id: receipt.case },
    );
    expect(accepted).toMatchObject({
      state: 'accepted',
      deemedAccepted: true,
      acceptedOn: '2026-04-20',
      due: { date: '2026-04-27' },
    });
  });

  it('is refused with reasons and remedies when one branch refuses, and can be withdrawn before', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-06-01');
    const receipt = await apply(world, 'citizen', post);
    await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: receipt.case });
    await complete(world, 'clerk', receipt.case, 'review');
    const bare = await refusal(
      world,
      'approver2',
      'mutation($id: ID!) { completeStage(id: $id, stage: "trafficReview", decision: refuse, opinion: "不同意") { state } }',
      { id: receipt.case },
    );
    expect(bare).toBe('REASONS_REQUIRED');
    await complete(world, 'approver2', receipt.case, 'trafficReview', 'refuse');
    await complete(world, 'approver', receipt.case, 'siteReview');
    expect(await refusal(world, 'head', STAGE, { id: receipt.case, stage: 'decision' })).toBe('REFUSED_BEFORE');
    const { completeStage } = await complete(world, 'head', receipt.case, 'decision', 'refuse');
    expect(completeStage).toMatchObject({ state: 'refused', licence: null });
    const { case: seen } = await ask(
      world,
      'citizen',
      'query($id: ID!) { case(id: $id) { reasons remedies actions } }',
      { id: receipt.case },
    );
    expect(seen.reasons).toContain('消防通道');
    expect(seen.remedies).toContain('行政复议');

    const second = await apply(world, 'citizen2', post, {
      applicantName: '王示范',
      identityNumber: '430423198502020021',
      phone: '13800000002',
    });
    const { withdrawCase } = await ask(
      world,
      'citizen2',
      'mutation($id: ID!) { withdrawCase(id: $id, reason: "活动取消") { state } }',
      {
        id: second.case,
      },
    );
    expect(withdrawCase.state).toBe('withdrawn');
    expect(
      await refusal(world, 'citizen', 'mutation($id: ID!) { withdrawCase(id: $id, reason: "x") { state } }', {
        id: second.case,
      }),
    ).toBe('NOT_FOUND');
  });
}

const STAGE =
  'mutation($id: ID!, $stage: ID!) { completeStage(id: $id, stage: $stage, decision: pass, opinion: "同意") { state } }';
