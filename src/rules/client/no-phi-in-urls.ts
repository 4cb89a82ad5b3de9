import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import { idOfOwner } from "../../fixes/redact.ts";
import { leakNamed, leaksIn } from "../../model/client/leaks/leaks.ts";
import type { Leak } from "../../model/client/leaks/leaks.ts";
import type { Sink } from "../../model/client/leaks/logs.ts";
import { startReading } from "../../model/client/leaks/reading.ts";
import {
  addressSink,
  isPassedInUrls,
  mentionsUrls,
  routeParameters,
  searchParamsSink,
  urlSum,
  urlTemplate,
} from "../../model/client/leaks/urls.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { ClientContext, ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "phi" | "credential" | "record" | "route" | "useId";
  RuleOptions: [{ allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow PHI and passwords in URLs, routes and the keys of caches",
      url: docsUrl("no-phi-in-urls"),
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
          allowIn: allowInSchema("whose addresses may hold anything"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      phi: "'{{what}}' {{reason}}, and is made part of {{sink}}: addresses and keys are kept in histories, proxies, monitors and the logs of servers.",
      credential:
        "'{{what}}' {{reason}}, and is made part of {{sink}}: addresses and keys are kept in histories, proxies, monitors and the logs of servers.",
      record:
        "'{{what}}' holds rows of '{{model}}', and is made part of {{sink}}: addresses and keys are kept in histories, proxies, monitors and the logs of servers.",
      route:
        "The route takes '{{what}}', which {{reason}}: addresses are kept in histories, proxies, monitors and the logs of servers.",
      useId: "Use the id of the row: {{id}}.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mentionsUrls(text)) return {};
    const project = projectOf(context);
    const [{ allowIn }] = context.options;
    if (isAllowed(allowIn, project)) return {};
    const reading = startReading(scopes, project.schema, project.settings);
    const reported = new Set<TSESTree.Node>();
    const check = (sink: Sink | null) => {
      for (const leak of (sink?.values ?? []).flatMap((value) => leaksIn(value, reading))) {
        // A template inside `fetch(…)` or `redis.get(…)` is found twice.
        if (reported.has(leak.node) || isPassedInUrls(leak)) continue;
        reported.add(leak.node);
        reportLeak(context, leak, sink?.name ?? "");
      }
    };
    return {
      TemplateLiteral(node) {
        check(urlTemplate(node));
      },
      BinaryExpression(node) {
        check(urlSum(node));
      },
      NewExpression(node) {
        check(searchParamsSink(node, scopes));
      },
      CallExpression(node) {
        check(addressSink(node));
        for (const { name, resource, node: pattern, range } of routeParameters(node)) {
          for (const leak of leakNamed(pattern, name, resource, reading)) {
            if (isPassedInUrls(leak)) continue;
            const { what, reason } = leak;
            const loc = placeOf(context.sourceCode, range);
            context.report({ loc, messageId: "route", data: { what, reason } });
          }
        }
      },
    };
  },
};

function reportLeak(
  context: ClientContext<Types>,
  { node, kind, what, reason, rows, hasId }: Leak,
  sink: string,
): void {
  const { text } = context.sourceCode;
  const edit = hasId && !rows ? idOfOwner(node) : null;
  const id = edit ? text.slice(node.range[0], edit.range[0]) + edit.text : "";
  context.report({
    node,
    messageId: rows ? "record" : kind,
    data: { what, reason, sink, model: rows?.model ?? "" },
    suggest: edit ? [{ messageId: "useId", data: { id }, fix: (fixer) => apply(fixer, edit) }] : [],
  });
}

export default rule;
