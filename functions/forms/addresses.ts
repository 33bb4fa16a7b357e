import { createHash } from 'node:crypto';
import { type GraphQLError, printSchema } from 'graphql';
import type { Viewer } from '../../commands/actor.ts';
import type { Context } from '../../graphql/context.ts';
import type { Engine } from '../../graphql/execute.ts';
import { itemsUsing } from '../../graphql/forms/resolve.ts';
import type { FormType } from '../../graphql/forms/types.ts';
import { toJsonSchema } from '../../lowcode/form/json-schema.ts';
import { applicationForm } from '../../lowcode/service/application-form.ts';
import { readBody } from '../../web/server/posts.ts';
import { BadRequest, problemJson } from '../../web/server/problem.ts';
import { GRAPHQL_BYTES, jsonText } from '../../web/server/program.ts';
import { draftStarted, fileTaken, submitted, uploadRequested } from './filing.ts';
import { openApiOf } from './openapi.ts';
import { caseOf, casesOf, statisticsOf } from './rest.ts';

type Answer = (request: Request, viewer: Viewer | null) => Promise<Response | null>;

const KEY = '[a-z][a-z0-9-]{0,62}';
const NAMES = 'schema\\.json|openapi\\.json|schema\\.graphql|cases|statistics|drafts';
const ADDRESS = new RegExp(
  [
    `^/api/forms/(?<key>${KEY})/(?:(?<name>${NAMES})|versions/(?<version>[1-9]\\d{0,5})/schema\\.json`,
    `|services/(?<service>${KEY})/schema\\.json|cases/(?<number>[A-Za-z0-9]{1,40})`,
    '|drafts/(?<draft>[0-9a-f-]{36})/(?<into>uploads|files))$',
  ].join(''),
);

/**
 * `/api/forms`: what is published, JSON Schema (also of a version, and as an item has it filled in), OpenAPI and SDL of each form, and the addresses that its
 * OpenAPI describes, which do what the GraphQL fields do, with the same access and codes. Null for other addresses.
 */
export function formAddresses(engine: Engine, origin: string): Answer {
  return async (request, viewer) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/api/forms' && !pathname.startsWith('/api/forms/')) return null;
    const isPost = request.method === 'POST';
    if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') throw notAllowed();
    if (pathname === '/api/forms') return isPost ? refuseMethod() : index(request, engine, origin);
    const at = (ADDRESS.exec(pathname)?.groups ?? {}) as Place;
    const { key, name, version, service, number } = at;
    if (!key) return problemJson(404, 'NOT_FOUND', '没有这个地址。');
    const takes = name === 'cases' || name === 'drafts' || at.into;
    if (isPost ? !takes : takes && name !== 'cases') throw notAllowed();
    const body = isPost
      ? bodyOf(jsonText(request.headers.get('content-type'), await readBody(request, GRAPHQL_BYTES)))
      : null;
    const told = await engine.call(viewer, async (context) => {
      const found = await engine.forms.only(key);
      if (!found) return null;
      const { form } = found;
      if (isPost) return json(await filed(context, form, at, body, origin), 201);
      if (version) return schemaOf(request, form, origin, Number(version));
      if (service) return schemaFor(request, context, form, service, origin);
      if (number) return json(await caseOf(context, form, number));
      if (name === 'schema.json') return schemaOf(request, form, origin, form.version, false);
      if (name === 'schema.graphql') return tagged(request, `${printSchema(found.schema)}\n`, SDL);
      if (name === 'openapi.json') {
        const items = await itemsUsing(context, key);
        return tagged(request, JSON.stringify(openApiOf(form, items, origin)), OPENAPI);
      }
      if (name === 'statistics') return json(await statisticsOf(context, form, searchParams));
      return json(await casesOf(context, form, searchParams));
    });
    if ('error' in told) return problemOf(told.error, viewer);
    return told.data ?? problemJson(404, 'NOT_FOUND', '没有这份已发布的表单。');
  };
}

type Place = {
  readonly [part in 'key' | 'name' | 'version' | 'service' | 'number' | 'draft' | 'into']?: string;
};

function filed(context: Context, form: FormType, { name, draft = '', into }: Place, body: unknown, origin: string) {
  if (into === 'uploads') return uploadRequested(context, form, draft, body, origin);
  if (into === 'files') return fileTaken(context, form, draft, body);
  return name === 'drafts' ? draftStarted(context, form, body) : submitted(context, form, body);
}

const JSON_TYPE = 'application/json; charset=utf-8';
const SCHEMA = 'application/schema+json; charset=utf-8';
const OPENAPI = 'application/vnd.oai.openapi+json;version=3.1; charset=utf-8';
const SDL = 'text/plain; charset=utf-8';

function schemaOf(request: Request, form: FormType, origin: string, version: number, fixed = true): Response | null {
  const definition = form.versions[version - 1];
  if (!definition) return null;
  const id = `${origin}/api/forms/${form.key}/versions/${version}/schema.json`;
  return tagged(request, JSON.stringify(toJsonSchema(definition, id)), SCHEMA, fixed);
}

/** The form as it is filled in for an item: with its questions and the places for its materials. */
async function schemaFor(request: Request, context: Context, form: FormType, service: string, origin: string) {
  const item = (await itemsUsing(context, form.key)).find(({ key }) => key === service);
  const newest = form.versions.at(-1);
  if (!item || !newest) return null;
  const id = `${origin}/api/forms/${form.key}/services/${service}/schema.json`;
  return tagged(request, JSON.stringify(toJsonSchema(applicationForm(newest, item.definition), id)), SCHEMA);
}

/** With a tag of its content, so that who has it need not take it again; a version never changes. */
function tagged(request: Request, text: string, type: string, immutable = false): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = {
    etag,
    'content-type': type,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    'access-control-allow-origin': '*',
  };
  const has = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (has.includes(etag) || has.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

async function index(request: Request, engine: Engine, origin: string): Promise<Response> {
  const broken = new Set((await engine.forms.broken()).map(({ key }) => key));
  const forms = (await engine.forms.forms()).map(({ key, typeName, title, version, withdrawn }) => {
    const at = `${origin}/api/forms/${key}`;
    const links = { schema: `${at}/schema.json`, openapi: `${at}/openapi.json`, graphql: `${at}/schema.graphql` };
    return { key, typeName, title, version, withdrawn, broken: broken.has(key), ...links };
  });
  return tagged(request, JSON.stringify({ forms }), JSON_TYPE);
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-store' },
  });
}

const STATUS: { readonly [code: string]: number } = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  ALREADY_OPEN: 409,
  GUARD_HELD: 409,
  COMMAND_REUSED: 409,
  TOO_LARGE: 413,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  FORM_BROKEN: 503,
};

function problemOf({ message, extensions }: GraphQLError, viewer: Viewer | null): Response {
  const code = String(extensions.code ?? 'BAD_REQUEST');
  const status = code === 'FORBIDDEN' ? (viewer ? 403 : 401) : (STATUS[code] ?? 400);
  return json({ errors: [{ message, extensions }] }, status);
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadRequest(400, 'BAD_REQUEST', '提交的内容不是完整的 JSON。');
  }
}

function notAllowed(): BadRequest {
  return new BadRequest(405, 'METHOD_NOT_ALLOWED', '不支持这种请求方式。');
}

function refuseMethod(): never {
  throw notAllowed();
}
