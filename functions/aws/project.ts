import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openLog } from '../../platform/aws/log.ts';
import { openViews } from '../../platform/aws/views.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';
import { project } from '../project.ts';

/** Log and views only: projections never open personal data, so this function is not even given the key. */
const { logTable, viewsTable, lanes } = configFromEnv(process.env, ['logTable', 'viewsTable', 'lanes']);
const client = new DynamoDBClient({});
const log = await openLog({ client, table: logTable, lanes });
const { runner } = await openViews({ client, table: viewsTable, log, domain });

export const handler = lambda('project', project(runner));
