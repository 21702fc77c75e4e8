import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Two builds of one room: `page-….js`, which fetches the part that reads PDFs when it is needed, and
 *  `offline.js`, which is whole, to stand inside a file that is saved. */
export default defineConfig({
  root: here('.'),
  base: './',
  build: {
    outDir: here('../../../dist/verifier'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: here('main.ts'),
      output: [
        { entryFileNames: 'page-[hash].js', chunkFileNames: '[name]-[hash].js' },
        { entryFileNames: 'offline.js', codeSplitting: false },
      ],
    },
  },
});
