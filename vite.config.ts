import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type InlineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The desk: one page for browsers, served under `/desk/`; every screen is a chunk of its own. */
export const desk: InlineConfig = {
  configFile: false,
  root: at('web/desk'),
  base: '/desk/',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: at('build/web/desk'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // antd is one big library: its size is known and cached by browsers apart from our code.
    chunkSizeWarningLimit: 1600,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
};

/**
 * The portal: a module for the server that writes whole pages, `build/web/portal-server.js`. Style sheets that it
 * imports with `?url` go to `build/web/assets`, served under `/assets/`.
 */
export const portal: InlineConfig = {
  configFile: false,
  root: at('.'),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [react()],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: at('web/portal/entry-server.tsx'),
    ssrEmitAssets: true,
    outDir: at('build/web'),
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'portal-server.js',
        chunkFileNames: 'portal-[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
};

export default defineConfig(desk);
