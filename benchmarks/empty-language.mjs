// What ESLint itself costs for files of a language of its own: this one reads nothing and finds nothing.

import { TextSourceCodeBase } from "@eslint/plugin-kit";

class EmptySourceCode extends TextSourceCodeBase {
  traverse() {
    return [];
  }
}

const start = { line: 1, column: 1 };
const emptyTree = { type: "Nothing", range: [0, 0], loc: { start, end: start } };

const nothing = {
  fileType: "text",
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey: "type",
  validateLanguageOptions() {
    // There are none.
  },
  parse: () => ({ ok: true, ast: emptyTree }),
  createSourceCode: ({ body }) => new EmptySourceCode({ text: body, ast: emptyTree }),
};

export default [
  {
    files: ["**/*.sql"],
    plugins: { empty: { languages: { nothing } } },
    language: "empty/nothing",
  },
];
