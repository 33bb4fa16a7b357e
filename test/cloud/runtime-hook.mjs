// Loaded before aws-lambda-ric: gives it our client where it looks for its native one.
import { registerHooks } from 'node:module';

const client = new URL('./runtime-client.cjs', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.endsWith('/rapid-client.node')) return { url: client, format: 'commonjs', shortCircuit: true };
    return next(specifier, context);
  },
});
