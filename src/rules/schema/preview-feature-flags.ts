/** The part of `no-deprecated-schema-api` that is about `previewFeatures`. */

import { apply } from "../../fixes/edit.ts";
import { removeElement } from "../../fixes/prisma-config.ts";
import type { PrismaGenerator } from "../../languages/prisma/ast.ts";
import { arrayElements, propertiesOf } from "../../model/schema/arguments.ts";
import { previewFeatureState } from "../../model/schema/deprecated-features.ts";
import type { PrismaVersion } from "../../model/schema/deprecated-features.ts";
import type { PrismaContext } from "../types.ts";

export type FeatureMessage = "general" | "gone" | "renamed";

type Context = Pick<PrismaContext<{ MessageIds: FeatureMessage; RuleOptions: [] }>, "report">;

/** Reports the flags of a generator that the version needs no more, or calls otherwise. */
export function checkFeatures(
  context: Context,
  node: PrismaGenerator,
  version: PrismaVersion,
  isPostgres: boolean,
): void {
  const list = propertiesOf(node).find(({ key }) => key.name === "previewFeatures")?.value ?? null;
  for (const element of arrayElements(list)) {
    if (element.type !== "PrismaString") continue;
    const state = previewFeatureState(element.value, version, isPostgres);
    if (state.kind === "current") continue;
    const name = state.kind === "renamed" ? state.name : "";
    context.report({
      node: element,
      messageId: state.kind,
      data: { feature: element.value, since: state.since, name },
      fix: (fixer) =>
        name === ""
          ? apply(fixer, removeElement(list ?? element, element))
          : fixer.replaceTextRange(element.range, `"${name}"`),
    });
  }
}
