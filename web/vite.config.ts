import { defineConfig } from 'vite';

// The bundle goes where the program embeds it. The manifest tells the server
// the hashed names; public/.keep lands there too, so that a fresh clone builds
// without npm.
export default defineConfig({
  base: '/static/',
  build: {
    outDir: '../internal/web/dist',
    emptyOutDir: true,
    assetsDir: '',
    manifest: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    target: 'es2022',
    rollupOptions: { input: 'src/main.ts' },
  },
  worker: { format: 'es' },
});
