import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `page-….js`, and the decoder of QR codes, fetched by those whose browser has none of its own. */
export default defineConfig({
  root: here('.'),
  base: './',
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
