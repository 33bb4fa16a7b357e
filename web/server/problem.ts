/** A request that is refused before any page sees it, with a status and a code of the documented list. */
export class BadRequest extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'BadRequest';
    this.status = status;
    this.code = code;
  }
}

/** A coded refusal as programs get it: the shape of a GraphQL answer without data. */
export function problemJson(status: number, code: string, message: string): Response {
  return Response.json(
    { errors: [{ message, extensions: { code } }] },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

/** The same for a browser: a plain page that needs nothing else to work. */
export function problemPage(status: number, message: string): Response {
  const text = message.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const html = `<!doctype html><html lang="zh-Hans-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>请求没有被接受</title><main><h1>请求没有被接受</h1><p>${text}</p><p><a href="/">返回首页</a></p></main></html>`;
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
