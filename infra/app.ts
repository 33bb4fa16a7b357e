import { App, type AppProps, Tags } from 'aws-cdk-lib';
import { ApiStack } from './api.ts';
import { DataStack } from './data.ts';
import { ObservabilityStack } from './observability.ts';
import { ProjectionsStack } from './projections.ts';
import { addRules } from './rules.ts';
import { settingsOf } from './settings.ts';
import { WatchStack } from './watch.ts';

/** The whole cloud. Stacks name no account and no region: they deploy where the caller's credentials point. */
export function makeApp(props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const settings = settingsOf(app);
  addRules(app);
  Tags.of(app).add('system', 'hengyun');
  const data = new DataStack(app, 'HengyunData', { settings });
  const projections = new ProjectionsStack(app, 'HengyunProjections', { settings, data });
  const api = new ApiStack(app, 'HengyunApi', { settings, data });
  const watch = new WatchStack(app, 'HengyunWatch', { settings, data });
  new ObservabilityStack(app, 'HengyunObservability', { observed: { data, projections, api, watch } });
  return app;
}

if (import.meta.main) makeApp().synth();
