import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item, Key } from './log.items.ts';
import { Store } from './log.store.ts';
import { isTransient, patiently, pause, unavailable } from './retry.ts';

export interface KeyRange {
  /** Both inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly start?: Item;
}

/** Reasons of a cancelled transaction that say nothing about its conditions. */
const PASSING = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/** The views' table: what the log's store does not do. */
export class ViewsStore extends Store {
  /** One page of a partition between two sort keys, consistently. */
  async range(pk: string, range: KeyRange): Promise<{ items: Item[]; next: Item | undefined }> {
    const { from, to, descending = false, limit, start } = range;
    const values: Record<string, AttributeValue> = { ':pk': { S: pk } };
    let condition = 'pk = :pk';
    if (from !== undefined) values[':from'] = { S: from };
    if (to !== undefined) values[':to'] = { S: to };
    if (from !== undefined && to !== undefined) condition += ' AND sk BETWEEN :from AND :to';
    else if (from !== undefined) condition += ' AND sk >= :from';
    else if (to !== undefined) condition += ' AND sk <= :to';
    const command = new QueryCommand({
      TableName: this.table,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: values,
      ConsistentRead: true,
      ScanIndexForward: !descending,
      ...(limit ? { Limit: limit } : {}),
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    const answer = await patiently(this.patience, () => this.client.send(command));
    return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
  }

  /** All items of a partition whose sort key starts with a prefix. */
  async all(pk: string, prefix: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await this.query(pk, { prefix, ...(start ? { start } : {}) });
      items.push(...page.items);
      start = page.next;
    } while (start);
    return items;
  }

  /** Items of a partition that have an attribute. */
  async count(pk: string, attribute: string): Promise<number> {
    let count = 0;
    let start: Item | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_exists(#a)',
        ExpressionAttributeNames: { '#a': attribute },
        ExpressionAttributeValues: { ':pk': { S: pk } },
        Select: 'COUNT',
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      const answer = await patiently(this.patience, () => this.client.send(command));
      count += answer.Count ?? 0;
      start = answer.LastEvaluatedKey;
    } while (start);
    return count;
  }

  /**
   * Writes all or nothing. False when a condition did not hold: also after a lost answer, when it was our own write that
   * changed it; callers read again.
   */
  async transact(items: readonly TransactWriteItem[]): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#write(items);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        if (error instanceof TransactionCanceledException) {
          const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
          if (codes.includes('ConditionalCheckFailed')) return false;
          if (!codes.some((code) => PASSING.has(code))) throw error;
        } else if (!isTransient(error)) throw error;
        if (attempt >= this.patience.attempts) throw unavailable(error);
        await pause(this.patience, attempt - 1);
      }
    }
  }

  /** One item alone needs no transaction, which costs twice as much. */
  async #write(items: readonly TransactWriteItem[]): Promise<void> {
    const [first] = items;
    const command =
      items.length === 1 && first?.Put
        ? new PutItemCommand({ ...first.Put })
        : new TransactWriteItemsCommand({ TransactItems: [...items], ClientRequestToken: randomUUID() });
    await this.client.send(command as PutItemCommand);
  }

  /** Deletes any number of items. */
  async deleteMany(keys: readonly Key[]): Promise<void> {
    for (let start = 0; start < keys.length; start += 25) {
      let requests = keys.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } as { Key: Item } }));
      for (let attempt = 0; requests.length > 0; attempt++) {
        const command = new BatchWriteItemCommand({ RequestItems: { [this.table]: requests } });
        const answer = await patiently(this.patience, () => this.client.send(command));
        requests = (answer.UnprocessedItems?.[this.table] ?? []) as typeof requests;
        if (requests.length === 0) break;
        if (attempt >= this.patience.attempts) throw unavailable(new Error('UnprocessedItems'));
        await pause(this.patience, attempt);
      }
    }
  }
}
