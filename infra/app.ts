import { App, type AppProps, Tags } from 'aws-cdk-lib';
import { DataStack } from './data.ts';
import { ProjectionsStack } from './projections.ts';
import { addRules } from './rules.ts';
import { settingsOf } from './settings.ts';

/** The whole cloud. Stacks name no account and no region: they deploy where the caller's credentials point. */
export function makeApp(props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const settings = settingsOf(app);
  addRules(app);
  Tags.of(app).add('system', 'hengyun');
  const data = new DataStack(app, 'HengyunData', { settings });
  new ProjectionsStack(app, 'HengyunProjections', { settings, data });
  return app;
}

if (import.meta.main) makeApp().synth();
