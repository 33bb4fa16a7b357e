import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useMemo } from 'react';
import { DESK } from './api/desk.ts';
import { useAsk } from './api/use-ask.ts';
import { DeskProvider } from './shell/desk.tsx';
import { Shell } from './shell/Shell.tsx';
import { useTheme } from './shell/theme.ts';
import { Await, Empty, signInHref } from './ui/states.tsx';

dayjs.locale('zh-cn');

/** The desk: who works here decides what is shown; without a session one signs in first. */
export function App() {
  const theme = useTheme();
  return (
    <ConfigProvider theme={theme.config} locale={zhCN} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <SignedIn mode={theme.mode} choose={theme.choose} />
      </AntApp>
    </ConfigProvider>
  );
}

function SignedIn({ mode, choose }: Pick<ReturnType<typeof useTheme>, 'mode' | 'choose'>) {
  const asked = useAsk(DESK);
  const { data } = asked;
  const desk = useMemo(() => (data?.viewer ? { viewer: data.viewer, region: data.region } : null), [data]);
  if (!data) {
    return (
      <main className="alone">
        <Await asked={asked} rows={3}>
          {() => null}
        </Await>
      </main>
    );
  }
  if (!desk) {
    window.location.replace(signInHref());
    return (
      <main className="alone">
        <p role="status">正在转到登录页 …</p>
      </main>
    );
  }
  if (desk.viewer.kind !== 'staff') {
    return (
      <main className="alone">
        <Empty
          title="工作台供工作人员使用"
          hint={`您以${desk.viewer.name}的身份登录。个人和企业办事请到门户网站。`}
          action={<a href="/">到门户网站</a>}
        />
      </main>
    );
  }
  return (
    <DeskProvider value={desk}>
      <Shell mode={mode} choose={choose} />
    </DeskProvider>
  );
}
