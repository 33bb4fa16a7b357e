/// <reference types="vite/client" />

// antd's types stand for its CommonJS files; Vite takes the ES ones, whose default export is the locale itself.
declare module 'antd/es/locale/zh_CN' {
  import type { ConfigProviderProps } from 'antd';

  const zhCN: NonNullable<ConfigProviderProps['locale']>;
  export default zhCN;
}
