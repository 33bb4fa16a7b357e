import type { Assembly, Resource } from './assembly.ts';
import { Instance, type Outcome } from './instance.ts';

/** A function of the template, with as many running copies as calls ask for at once. */
export interface Lambda {
  readonly resource: Resource;
  /** Waits for a free copy when all are busy. */
  invoke(event: unknown): Promise<Outcome>;
  readonly invocations: number;
  stop(): Promise<void>;
}

export interface LambdaOptions {
  /** Added to the environment that the template gives. */
  readonly environment: Readonly<Record<string, string>>;
  readonly copies: number;
  readonly log: (line: string) => void;
  /** Runs this folder instead of the asset. */
  readonly code?: string | undefined;
}

/** Makes a function ready to be invoked; its processes start with the first calls. */
export function startLambda(assembly: Assembly, resource: Resource, options: LambdaOptions): Lambda {
  const { properties } = resource;
  const free: Instance[] = [];
  const all: Instance[] = [];
  const queue: ((instance: Instance) => void)[] = [];
  let invocations = 0;

  const make = () => {
    const instance = new Instance({
      name: resource.name,
      arn: resource.arn,
      code: options.code ?? assembly.assetFolder(properties.Code.S3Key as string),
      handler: properties.Handler as string,
      environment: { ...(properties.Environment?.Variables as Record<string, string>), ...options.environment },
      timeoutMs: Number(properties.Timeout ?? 3) * 1000,
      memory: Number(properties.MemorySize ?? 128),
      log: options.log,
    });
    all.push(instance);
    return instance;
  };
  const take = () => {
    const ready = free.pop() ?? (all.length < options.copies ? make() : undefined);
    if (ready) return Promise.resolve(ready);
    const { promise, resolve } = Promise.withResolvers<Instance>();
    queue.push(resolve);
    return promise;
  };
  const give = (instance: Instance) => {
    const next = queue.shift();
    if (next) next(instance);
    else free.push(instance);
  };
  return {
    resource,
    get invocations() {
      return invocations;
    },
    async invoke(event) {
      const instance = await take();
      try {
        invocations++;
        return await instance.invoke(event);
      } finally {
        give(instance);
      }
    },
    async stop() {
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}
