import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** A resource of a synthesized template, its properties with every reference replaced by what it will be called here. */
export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Properties;
  /** Physical name: table, queue, bucket, function name; key id. */
  readonly name: string;
  readonly arn: string;
}
// biome-ignore lint/suspicious/noExplicitAny: templates are as deep and as loose as CloudFormation is.
export type Properties = Record<string, any>;

interface Template {
  readonly Parameters?: Record<string, { Default?: unknown }>;
  readonly Resources: Record<string, { Type: string; Properties?: Properties }>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

export interface AssemblyOptions {
  /** Where queue URLs point to. */
  readonly queueHost: string;
  readonly partition?: string;
  /** Values of template parameters that have no default. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What `cdk synth` wrote, read as CloudFormation would: every stack, names given, references resolved. */
export class Assembly {
  readonly resources: Resource[] = [];
  readonly folder: string;
  readonly #templates = new Map<string, Template>();
  readonly #partition: string;
  readonly #queueHost: string;
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(folder: string, options: AssemblyOptions) {
    this.folder = folder;
    this.#partition = options.partition ?? 'aws';
    this.#queueHost = options.queueHost;
    this.#parameters = options.parameters ?? {};
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.template.json'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      this.#templates.set(basename(file, '.template.json'), JSON.parse(text) as Template);
    }
    for (const [stack, { Resources }] of this.#templates) {
      for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
        const properties = this.#resolve(stack, Properties) as Properties;
        this.resources.push({
          id,
          stack,
          type: Type,
          properties,
          name: nameOf(stack, id, Type),
          arn: this.#arn(stack, id, Type),
        });
      }
    }
  }

  ofType(type: string): Resource[] {
    return this.resources.filter((each) => each.type === type);
  }

  byArn(arn: string): Resource | undefined {
    return this.resources.find((each) => each.arn === arn);
  }

  /** The folder or file of an asset that a function's code or a deployment names. */
  assetFolder(key: string): string {
    return join(this.folder, `asset.${basename(key).replace(/\.zip$/, '')}`);
  }

  #resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((each) => this.#resolve(stack, each)).filter((each) => each !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only && (only[0] === 'Ref' || only[0].startsWith('Fn::')))
      return this.#call(stack, only[0], only[1]);
    const resolved = entries.map(([key, each]) => [key, this.#resolve(stack, each)] as const);
    return Object.fromEntries(resolved.filter(([, each]) => each !== NO_VALUE));
  }

  #call(stack: string, name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.#ref(stack, argument as string);
      case 'Fn::GetAtt': {
        const [id, attribute] = argument as [string, string];
        return this.#attribute(stack, id, attribute);
      }
      case 'Fn::Join': {
        const [separator, parts] = this.#resolve(stack, argument) as [string, unknown[]];
        return parts.join(separator);
      }
      case 'Fn::Select': {
        const [index, list] = this.#resolve(stack, argument) as [number | string, unknown[]];
        return list[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = this.#resolve(stack, argument) as [string, string];
        return text.split(separator);
      }
      case 'Fn::Sub': {
        const text = Array.isArray(argument) ? (argument[0] as string) : (argument as string);
        return text.replace(/\$\{([^}!]+)\}/g, (_, inner: string) => {
          const [id = '', attribute] = inner.split('.');
          return String(attribute ? this.#attribute(stack, id, attribute) : this.#ref(stack, inner));
        });
      }
      case 'Fn::ImportValue':
        return this.#import(this.#resolve(stack, argument) as string);
      default:
        throw new Error(`${stack}: ${name} is not understood`);
    }
  }

  #import(name: string): unknown {
    for (const [stack, { Outputs = {} }] of this.#templates)
      for (const { Value, Export } of Object.values(Outputs))
        if (Export && this.#resolve(stack, Export.Name) === name) return this.#resolve(stack, Value);
    throw new Error(`nothing is exported as ${name}`);
  }

  #ref(stack: string, id: string): unknown {
    const pseudo: Record<string, unknown> = {
      'AWS::Region': REGION,
      'AWS::AccountId': ACCOUNT,
      'AWS::Partition': this.#partition,
      'AWS::URLSuffix': this.#partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      'AWS::StackName': stack,
      'AWS::StackId': `${stack}/0`,
      'AWS::NoValue': NO_VALUE,
    };
    if (id in pseudo) return pseudo[id];
    const parameter = this.#templates.get(stack)?.Parameters?.[id];
    if (parameter) {
      const value = this.#parameters[id] ?? parameter.Default;
      if (value === undefined) throw new Error(`parameter ${id} needs a value`);
      return value;
    }
    const type = this.#typeOf(stack, id);
    if (type === 'AWS::SQS::Queue') return `${this.#queueHost}/${ACCOUNT}/${nameOf(stack, id, type)}`;
    return nameOf(stack, id, type);
  }

  #attribute(stack: string, id: string, attribute: string): unknown {
    const type = this.#typeOf(stack, id);
    if (attribute === 'Arn') return this.#arn(stack, id, type);
    if (attribute === 'StreamArn') return `${this.#arn(stack, id, type)}/stream/LATEST`;
    if (attribute === 'QueueName') return nameOf(stack, id, type);
    return `${attribute}.${nameOf(stack, id, type)}`;
  }

  #typeOf(stack: string, id: string): string {
    const type = this.#templates.get(stack)?.Resources[id]?.Type;
    if (!type) throw new Error(`${stack} has no ${id}`);
    return type;
  }

  #arn(stack: string, id: string, type: string): string {
    const name = nameOf(stack, id, type);
    const at = (service: string, rest: string) => `arn:${this.#partition}:${service}:${REGION}:${ACCOUNT}:${rest}`;
    switch (type) {
      case 'AWS::DynamoDB::Table':
        return at('dynamodb', `table/${name}`);
      case 'AWS::SQS::Queue':
        return at('sqs', name);
      case 'AWS::S3::Bucket':
        return `arn:${this.#partition}:s3:::${name}`;
      case 'AWS::KMS::Key':
        return at('kms', `key/${name}`);
      case 'AWS::Lambda::Function':
        return at('lambda', `function:${name}`);
      case 'AWS::Logs::LogGroup':
        return at('logs', `log-group:${name}:*`);
      case 'AWS::Events::EventBus':
        return at('events', `event-bus/${name}`);
      case 'AWS::IAM::Role':
        return `arn:${this.#partition}:iam::${ACCOUNT}:role/${name}`;
      default:
        return at('other', name);
    }
  }
}

const NO_VALUE = Symbol('AWS::NoValue');

/** One name for everything, valid everywhere: bucket names are the strictest. */
function nameOf(stack: string, id: string, type: string): string {
  const name = `${stack}-${id}`;
  return type === 'AWS::S3::Bucket' ? name.toLowerCase().slice(0, 63) : name.slice(0, 80);
}
