import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pdfData } from './pdf-data.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/workbench/',
  plugins: [react(), pdfData('/workbench/')],
  build: {
    outDir: here('../../../dist/workbench'),
    emptyOutDir: true,
    target: 'es2023',
    // Nothing inline: the door allows scripts of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 900,
  },
});
