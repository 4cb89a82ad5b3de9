/** Roles as GRANT, REVOKE and policies name them. */

import { nodesField, textField } from "../tree.ts";

/** `public` for everybody; `current_user` and its kin by their keyword. */
export function roleNames(of: object, name: string): string[] {
  return nodesField(of, name).map(
    (role) =>
      textField(role, "rolename") ??
      (textField(role, "roletype") ?? "").replace(/^ROLESPEC_/, "").toLowerCase(),
  );
}
