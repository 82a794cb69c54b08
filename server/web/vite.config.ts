import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Names of files carry the hash of their content, so that a browser may keep them
// for ever. Nothing is inlined: the pages run under a policy without inline code.
export default defineConfig({
  resolve: {
    alias: { "makewhole-verifier": here("../../contracts/verifier/verify.mjs") },
    dedupe: ["ethers", "@openzeppelin/merkle-tree"], // the verifier's packages are those of this lock file
  },
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2022" },
  worker: { format: "es" },
});
