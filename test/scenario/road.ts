import { expect } from 'vitest';
import { ask, type World } from './world.ts';

/** 占用、挖掘城市道路: the item all stories of this file are about. */
export const ROAD = 'zhan-yong-wa-jue-dao-lu';

/** A citizen occupies a pavement for two days: valid answers but for the map, which must be uploaded. */
export const occupation = {
  applicantKind: 'person',
  applicantName: '李样例',
  identityNumber: '430423199001010014',
  phone: '13800000001',
  address: '湖南省衡山县开云镇金溪社区示例路12号',
  projectKind: 'event',
  projectName: '社区惠民市集',
  reason: '周末在人行道上临时摆放二十个摊位，供社区居民买卖农产品。',
  startDate: '2026-03-20',
  delivery: 'electronic',
  declaration: true,
  roadSections: [
    {
      id: 'r1',
      roadName: '示例路',
      position: '示例路12号门前',
      purpose: 'occupy',
      surface: 'pavement',
      length: '30',
      width: '2.5',
      days: '2',
    },
  ],
};

/** A small PDF, as a browser would post it. */
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Posts a file to the store as a browser does and takes it in. */
export type PostFile = (
  upload: { url: string; fields: { name: string; value: string }[] },
  bytes: Buffer,
  name: string,
) => Promise<string>;

export interface Receipt {
  readonly case: string;
  readonly number: string;
  readonly queryCode: string;
  readonly acceptBy: string;
}

/** Fills in, uploads and submits as a citizen; twice, with one receipt. */
export async function apply(
  world: World,
  person: string,
  post: PostFile,
  answers: object = {},
  applicant: object | null = null,
): Promise<Receipt> {
  const { startDraft: draft } = await ask(
    world,
    person,
    'mutation($service: ID!, $applicant: ApplicantInput) { startDraft(service: $service, applicant: $applicant) { id version } }',
    { service: ROAD, applicant },
  );
  await ask(
    world,
    person,
    'mutation($id: ID!, $answers: JSON!) { saveDraft(id: $id, answers: $answers, page: "roadPage") { version } }',
    {
      id: draft.id,
      answers: { ...occupation, startDate: world.clock.today(), ...answers },
    },
  );
  for (const field of ['locationMap', 'identity']) await uploadToDraft(world, person, post, draft.id, field);
  const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case number queryCode acceptBy repeated } }';
  const { submitDraft: first } = await ask(world, person, submit, { id: draft.id });
  const { submitDraft: second } = await ask(world, person, submit, { id: draft.id });
  expect(second).toEqual({ ...first, repeated: true });
  return first;
}

/** Posts a file for a field of a draft, as a browser does. */
export async function uploadToDraft(world: World, person: string, post: PostFile, draft: string, field: string) {
  const { requestUpload } = await ask(
    world,
    person,
    'mutation($draft: ID!, $field: String!) { requestUpload(draft: $draft, field: $field, returnTo: "/drafts") { url maxBytes fields { name value } } }',
    { draft, field },
  );
  const key = await post(requestUpload, PDF, '位置图.pdf');
  await ask(
    world,
    person,
    'mutation($draft: ID!, $field: String!, $key: String!) { attachUpload(draft: $draft, field: $field, key: $key, name: "位置图.pdf") { id name type } }',
    { draft, field, key },
  );
}

/** A file for a supplement: what the answer of its field then says of it. */
export async function uploadToCase(world: World, person: string, post: PostFile, id: string, field: string) {
  const { requestUpload } = await ask(
    world,
    person,
    'mutation($id: ID!, $field: String!) { requestUpload(case: $id, field: $field, returnTo: "/my") { url maxBytes fields { name value } } }',
    { id, field },
  );
  const key = await post(requestUpload, PDF, '位置图（补正）.pdf');
  const { attachUpload } = await ask(
    world,
    person,
    'mutation($id: ID!, $field: String!, $key: String!) { attachUpload(case: $id, field: $field, key: $key, name: "位置图（补正）.pdf") { id name type size } }',
    { id, field, key },
  );
  return attachUpload;
}

/** Completes a stage as somebody. */
export function complete(
  world: World,
  person: string,
  id: string,
  stage: string,
  decision: 'pass' | 'refuse' = 'pass',
) {
  const refusing =
    decision === 'refuse'
      ? { reasons: '占用后消防通道不足4米。', remedies: '可以在60日内申请行政复议，或者在6个月内提起行政诉讼。' }
      : {};
  return ask(
    world,
    person,
    `mutation($id: ID!, $stage: ID!, $decision: StageDecision!, $reasons: String, $remedies: String) {
      completeStage(id: $id, stage: $stage, decision: $decision, opinion: "已审查", reasons: $reasons, remedies: $remedies) {
        state decidedOn daysUsed onTime stages { key unit { code } } licence { identifier state }
      }
    }`,
    { id, stage, decision, ...refusing },
  );
}
