import { leaksIn } from "../../model/client/leaks/leaks.ts";
import { logSink, mentionsLogs } from "../../model/client/leaks/logs.ts";
import { isOutsideProduction } from "../../model/client/outside-production.ts";
import { startReading } from "../../model/client/leaks/reading.ts";
import { projectOf } from "../../project/snapshot.ts";
import { nameMatcher } from "../../text/name-patterns.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";
import { REMEDIES, leakReports } from "./report-leaks.ts";
import type { LeakMessages } from "./report-leaks.ts";

type Types = {
  MessageIds: LeakMessages;
  RuleOptions: [{ allowIn: string[]; loggers: string[]; redactor: string }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow PHI and credentials in logs, traces and error trackers",
      url: docsUrl("no-phi-in-logs"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.502(b)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("that may log anything"),
          loggers: {
            description:
              "Further names of loggers, and of functions that log: names, globs or /regular expressions/.",
            type: "array",
            items: { type: "string" },
            uniqueItems: true,
          },
          redactor: {
            description:
              "The function that masks a value, for the suggestion; empty for a literal.",
            type: "string",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES], loggers: [], redactor: "" }],
    messages: {
      phi: "'{{what}}' {{reason}}, and {{sink}} writes it to a log: logs are copied, kept and read by people who may not see the record.",
      record:
        "'{{what}}' holds rows of '{{model}}', and {{sink}} writes {{columns}} to a log: logs are copied, kept and read by people who may not see the record.",
      credential:
        "'{{what}}' {{reason}}, and {{sink}} writes it to a log: whoever reads the log can use it.",
      ...REMEDIES,
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    const [{ allowIn, loggers, redactor }] = context.options;
    if (!scopes || (loggers.length === 0 && !mentionsLogs(text))) return {};
    const project = projectOf(context);
    if (isAllowed(allowIn, project)) return {};
    const isLogger = nameMatcher(loggers);
    const reading = startReading(scopes, project.schema, project.settings);
    return {
      CallExpression(node) {
        const sink = logSink(node, isLogger);
        if (!sink || isOutsideProduction(node)) return;
        const leaks = sink.values.flatMap((value) => leaksIn(value, reading));
        for (const report of leakReports(leaks, text, { sink: sink.name, redactor })) {
          const { messageId, data, suggest } = report;
          context.report({ node: report.node, messageId, data, suggest });
        }
      },
    };
  },
};

export default rule;
