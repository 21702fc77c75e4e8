import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `page-….js`, and the decoder of QR codes, fetched with its worker when a picture is to be read that the
 *  browser does not read by itself. */
export default defineConfig({
  root: here('.'),
  base: './',
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: '[name]-[hash].js' } },
  },
  build: {
    outDir: here('../../../dist/scan'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: here('main.ts'),
      output: { entryFileNames: 'page-[hash].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
