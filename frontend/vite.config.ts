import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Writes a .gz beside each file as it was written: the server sends it as it lies there, whatever stands before it. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const bytes = bytesOf(file.type === "chunk" ? file.code : file.source);
        const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream("gzip"));
        const packed = await new Response(stream).arrayBuffer();
        await this.fs.writeFile(`${dir}/${fileName}.gz`, new Uint8Array(packed));
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
