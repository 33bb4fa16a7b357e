import { ask, tool } from './ask.ts';

/** `npm run -s token -- PERSON`: a bearer token for a sample person of the running cloud. */
await tool(async ([person]) => {
  if (!person) throw new Error('用法：npm run -s token -- 人员（例如 citizen、clerk）');
  const { token } = await ask<{ token: string }>('token', { person });
  console.log(token);
});
