import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Writes a .gz beside each built file: the server sends it as it lies there, whatever stands before it. */
function compressed(): Plugin {
  return {
    name: "compressed",
    enforce: "post",
    apply: "build",
    async generateBundle(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const stream = new Blob([file.type === "chunk" ? file.code : new Uint8Array(bytesOf(file.source))]).stream();
        const packed = await new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
        this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: new Uint8Array(packed) });
      }
    },
  };
}

function bytesOf(source: string | Uint8Array): Uint8Array {
  return typeof source === "string" ? new TextEncoder().encode(source) : source;
}

export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    // Old Android web views and iPhones: a newer target is a blank page there.
    target: ["chrome70", "safari13"],
    sourcemap: false,
    // The console's antd chunk is known to be large; the pages of residents never load it.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: { resident: "resident.html", console: "console.html" } },
  },
  server: { proxy: { "/graphql": "http://127.0.0.1:8000", "/q": "http://127.0.0.1:8000" } },
});
