import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
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
