import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const packings = [
  ["gz", "gzip"],
  ["br", "brotli"],
] as const;

/** Writes a .gz and a .br beside each file: the server sends what the browser takes, as it lies there. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const bytes = bytesOf(file.type === "chunk" ? file.code : file.source);
        for (const [ending, packing] of packings) {
          // Node packs with Brotli too, which the types of browsers do not know.
          const packer = new CompressionStream(packing as CompressionFormat);
          const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(packer);
          const packed = await new Response(stream).arrayBuffer();
          await this.fs.writeFile(`${dir}/${fileName}.${ending}`, new Uint8Array(packed));
        }
      }
    },
  };
}

const firstFamilies =
  /^(brand$|region\.|(account\.title|inbox\.title|inbox\.openUnread|signIn\.open|call\.instead)$|(demo|header|page|notFound|state|connection|live|footer|helpBar|home|door|stage|time|weekday|bulletin)\.)/;

/** Parts the residents' texts in two: what the shell and the first page say is loaded first, the rest with other pages. */
function partedTexts(): Plugin {
  return {
    name: "parted-texts",
    resolveId: (id) => (id === "texts:first" || id === "texts:rest" ? `\0${id}` : null),
    async load(id) {
      if (id !== "\0texts:first" && id !== "\0texts:rest") return null;
      const file = "src/app/texts/zh-CN.json";
      this.addWatchFile(file);
      const texts = JSON.parse(await this.fs.readFile(file, { encoding: "utf8" })) as Record<string, string>;
      const isFirst = id === "\0texts:first";
      const wanted = Object.entries(texts).filter(([key]) => firstFamilies.test(key) === isFirst);
      return `export default ${JSON.stringify(Object.fromEntries(wanted))}`;
    },
  };
}

/** Writes sw.js: it keeps what the residents' pages load, so that they open without a network. Maps are left out. */
function offline(): Plugin {
  const left = /Map|leaflet/i;
  return {
    name: "offline",
    apply: "build",
    async generateBundle(_, bundle) {
      const wanted = new Set<string>();
      const add = (fileName: string): void => {
        const file = bundle[fileName];
        if (file?.type !== "chunk" || wanted.has(fileName) || left.test(fileName)) return;
        wanted.add(fileName);
        file.viteMetadata?.importedCss.forEach((css) => wanted.add(css));
        [...file.imports, ...file.dynamicImports].forEach(add);
      };
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk" && file.isEntry && file.name === "resident") add(file.fileName);
      }
      const files = ["/resident.html", "/mark.svg", ...[...wanted].sort().map((name) => `/${name}`)];
      const worker = await this.fs.readFile("worker.js", { encoding: "utf8" });
      const source = worker.replace("[/* files */]", JSON.stringify(files, null, 1));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

function bytesOf(source: string | Uint8Array): Uint8Array {
  return typeof source === "string" ? new TextEncoder().encode(source) : source;
}

export default defineConfig({
  plugins: [react(), partedTexts(), offline(), compressed()],
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
