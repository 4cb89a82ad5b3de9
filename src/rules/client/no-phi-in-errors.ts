import { leaksIn } from "../../model/client/leaks/leaks.ts";
import type { Sink } from "../../model/client/leaks/logs.ts";
import {
  errorSink,
  isOfGrammar,
  mentionsErrors,
  messageSink,
  thrownSink,
} from "../../model/client/leaks/messages.ts";
import { startReading } from "../../model/client/leaks/reading.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";
import { leakReports, REMEDIES } from "./report-leaks.ts";
import type { LeakMessages } from "./report-leaks.ts";

type Types = {
  MessageIds: LeakMessages;
  RuleOptions: [{ allowIn: string[]; redactor: string }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow PHI and credentials in the messages of errors",
      url: docsUrl("no-phi-in-errors"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.502(b)"],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("whose errors may say anything"),
          redactor: {
            description:
              "The function that masks a value, for the suggestion; empty for a literal.",
            type: "string",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES], redactor: "" }],
    messages: {
      phi: "'{{what}}' {{reason}}, and {{sink}} makes it part of an error: errors end up on screens, in logs and in error trackers.",
      record:
        "'{{what}}' holds rows of '{{model}}', and {{sink}} makes {{columns}} part of an error: errors end up on screens, in logs and in error trackers.",
      credential:
        "'{{what}}' {{reason}}, and {{sink}} makes it part of an error: whoever reads the error can use it.",
      ...REMEDIES,
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    const [{ allowIn, redactor }] = context.options;
    if (!scopes || !mentionsErrors(text)) return {};
    const project = projectOf(context);
    if (isAllowed(allowIn, project)) return {};
    const reading = startReading(scopes, project.schema, project.settings);
    const check = (sink: Sink | null) => {
      const leaks = (sink?.values ?? [])
        .flatMap((value) => leaksIn(value, reading))
        .filter((leak) => !isOfGrammar(leak));
      for (const report of leakReports(leaks, text, { sink: sink?.name ?? "", redactor })) {
        const { messageId, data, suggest } = report;
        context.report({ node: report.node, messageId, data, suggest });
      }
    };
    return {
      NewExpression(node) {
        check(errorSink(node));
      },
      CallExpression(node) {
        check(messageSink(node));
      },
      ThrowStatement(node) {
        check(thrownSink(node));
      },
    };
  },
};

export default rule;
