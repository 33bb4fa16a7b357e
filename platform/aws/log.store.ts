import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { type DynamoClient, entryKey, type Item, type Key, keyText, lanePk } from './log.items.ts';
import { type Patience, patiently, pause, unavailable } from './retry.ts';

/** The log's table, read consistently and with patience. */
export class Store {
  readonly client: DynamoClient;
  readonly table: string;
  readonly patience: Patience;

  constructor(client: DynamoClient, table: string, patience: Patience) {
    this.client = client;
    this.table = table;
    this.patience = patience;
  }

  async get(key: Key): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: this.table, Key: key, ConsistentRead: true });
    return (await patiently(this.patience, () => this.client.send(command))).Item;
  }

  /** The items that exist, by `keyText`; any number of keys, a hundred a call. */
  async getMany(keys: readonly Key[], attributes?: string): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()];
    for (let start = 0; start < distinct.length; start += 100) {
      let asked: Item[] = distinct.slice(start, start + 100);
      for (let attempt = 0; asked.length > 0; attempt++) {
        const Keys = asked;
        const projection = attributes ? { ProjectionExpression: attributes } : {};
        const command = new BatchGetItemCommand({
          RequestItems: { [this.table]: { Keys, ConsistentRead: true, ...projection } },
        });
        const answer = await patiently(this.patience, () => this.client.send(command));
        const items = answer.Responses?.[this.table] ?? [];
        for (const item of items) found.set(keyText(item), item);
        asked = answer.UnprocessedKeys?.[this.table]?.Keys ?? [];
        // A part of the batch was throttled, or it was over 16 MB; only an answer without any item costs patience.
        if (items.length > 0) attempt = 0;
        if (asked.length > 0) {
          if (attempt >= this.patience.attempts) throw unavailable(new Error('UnprocessedKeys'));
          await pause(this.patience, attempt);
        }
      }
    }
    return found;
  }

  /** One page of a partition in key order, up to 1 MB; `next` is where the following page starts. */
  async query(
    pk: string,
    options: { above?: string; prefix?: string; start?: Item; limit?: number; descending?: boolean },
  ): Promise<{ items: Item[]; next: Item | undefined }> {
    const values: Record<string, AttributeValue> = { ':pk': { S: pk } };
    let condition = 'pk = :pk';
    if (options.above !== undefined) {
      condition += ' AND sk > :sk';
      values[':sk'] = { S: options.above };
    } else if (options.prefix !== undefined) {
      condition += ' AND begins_with(sk, :sk)';
      values[':sk'] = { S: options.prefix };
    }
    const command = new QueryCommand({
      TableName: this.table,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: values,
      ConsistentRead: true,
      ScanIndexForward: !options.descending,
      ...(options.limit ? { Limit: options.limit } : {}),
      ...(options.start ? { ExclusiveStartKey: options.start } : {}),
    });
    const answer = await patiently(this.patience, () => this.client.send(command));
    return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
  }

  /** The last entry of a lane. */
  async tail(lane: number): Promise<Item | undefined> {
    return (await this.query(lanePk(lane), { descending: true, limit: 1 })).items[0];
  }

  async entry(lane: number, position: number): Promise<Item | undefined> {
    return this.get(entryKey(lane, position));
  }

  /** Every item of the table, or those whose keys begin in a way, page by page. */
  async *scan(begins?: { readonly pk: string; readonly sk: string }): AsyncGenerator<Item[]> {
    const filter = begins && {
      FilterExpression: 'begins_with(pk, :pk) AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: begins.pk }, ':sk': { S: begins.sk } },
    };
    let start: Item | undefined;
    do {
      const from: { ExclusiveStartKey?: Item } = start ? { ExclusiveStartKey: start } : {};
      const command = new ScanCommand({ TableName: this.table, ConsistentRead: true, ...filter, ...from });
      const answer = await patiently(this.patience, () => this.client.send(command));
      yield answer.Items ?? [];
      start = answer.LastEvaluatedKey;
    } while (start);
  }

  async put(
    item: Item,
    condition: Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'> = {},
  ): Promise<void> {
    const command = new PutItemCommand({ TableName: this.table, Item: item, ...condition });
    await patiently(this.patience, () => this.client.send(command));
  }

  async delete(key: Key): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.table, Key: key });
    await patiently(this.patience, () => this.client.send(command));
  }
}
