// Lint with types: promises nobody waits for, conditions that cannot fail, hooks that forget what they depend on.
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import { configs } from "typescript-eslint";
import { fileURLToPath } from "node:url";

const front = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  basePath: front,
  files: ["src/**/*.ts", "src/**/*.tsx"],
  extends: [configs.strictTypeChecked, reactHooks.configs.flat.recommended],
  languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: front } },
  rules: {
    "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  },
  linterOptions: { reportUnusedDisableDirectives: "error" },
});
