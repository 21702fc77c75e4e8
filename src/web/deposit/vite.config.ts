import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One script for one page. */
export default defineConfig({
  root: here('.'),
  base: './',
  build: {
    outDir: here('../../../dist/deposit'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: here('main.ts'),
      output: { entryFileNames: 'page-[hash].js', codeSplitting: false },
    },
  },
});
