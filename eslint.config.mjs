import eslintPlugin from "eslint-plugin-eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig([
  globalIgnores(["dist/", "coverage/", "examples/", "tests/fixtures/"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Names read better than numbers in a template, and numbers print as they should.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Node types are compared with their names: importing the enum would load the parser at run time.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // Node.js environment variables and other records read alike in brackets and with dots.
      "@typescript-eslint/dot-notation": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      // `type` and `interface` are told apart by meaning: unions and shapes.
      "@typescript-eslint/consistent-type-definitions": "off",
    },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      // Stand-ins for asynchronous interfaces have nothing to wait for.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/rules/**/*.ts"],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      "eslint-plugin/require-meta-docs-description": [
        "error",
        { pattern: "^(Require|Disallow|Enforce) " },
      ],
      "eslint-plugin/require-meta-docs-url": "off",
      // What rules with selectors have in common is reported by a helper, which this rule does not see.
      "eslint-plugin/no-unused-message-ids": "off",
    },
  },
]);
