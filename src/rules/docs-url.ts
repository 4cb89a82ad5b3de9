/** Where a rule's page is published. */
export function docsUrl(rule: string): string {
  return `https://github.com/prisma-sentinel/eslint-plugin-prisma-sentinel/blob/main/docs/rules/${rule}.md`;
}
