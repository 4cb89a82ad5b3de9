import rule from "../../../src/rules/schema/no-required-ignored-field.ts";
import { testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("no-required-ignored-field", rule, {
  valid: [
    "model Note {\n  id  String  @id\n  old String? @ignore\n}\n",
    "model Note {\n  id  String   @id\n  old String[] @ignore\n}\n",
    'model Note {\n  id  String @id\n  old String @default("") @ignore\n}\n',
    "model Note {\n  id  String @id\n  old String\n}\n",
    {
      name: "a hidden model has no rows to create",
      code: "model Note {\n  id  String @id\n  old String @ignore\n  @@ignore\n}\n",
    },
  ],
  invalid: [
    {
      code: "model Note {\n  id  String @id\n  old String @ignore\n}\n",
      errors: [
        {
          message:
            "'Note.old' is required, has no default in the database and is hidden from the client: no 'Note' can be created. Make it optional or give it a default.",
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 21,
        },
      ],
    },
  ],
});
