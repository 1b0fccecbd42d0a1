// One ES module with all that the page's charts need, into the screen's static files; it is built, never committed.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../static/built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    license: true,
    rollupOptions: {
      input: "echarts.js",
      preserveEntrySignatures: "strict", // what it exports is what the page imports
      output: { format: "es", entryFileNames: "echarts.js" },
    },
  },
});
