import { describe, expect, it } from "vitest";

import { unreadName } from "../../../src/model/client/context-names.ts";

function unread(name: string, read: readonly string[], isComplete = true) {
  const names = new Map(read.map((other) => [other.toLowerCase(), other]));
  return unreadName(name, { names, isComplete });
}

describe("unreadName", () => {
  it.each([
    ["app.tenantId", "app.tenant_id"],
    ["app.tenantid", "app.tenant_id"],
    ["app.tenant", "app.current_tenant_id"],
    ["app.current_tenant", "app.tenant_id"],
    ["app.tennant_id", "app.tenant_id"],
    ["rls.orgId", "app.org_id"],
    ["app.session_id", "app.sessionid"],
    ["app.v2", "app.v3"],
  ])("takes %s for %s", (name, meant) => {
    expect(unread(name, ["app.page_size", meant])).toMatchObject({ meant });
  });

  it.each([
    ["app.user_id", ["app.tenant_id"]],
    ["app.current_user_id", ["app.current_org_id"]],
    ["app.current_user", ["app.current_tenant"]],
  ])("does not take %s for %s", (name, read) => {
    expect(unread(name, read)).toEqual({ meant: null, read });
  });

  it("prefers the same prefix", () => {
    const read = ["jwt.tenant_id", "app.current_tenant_id", "role"];
    expect(unread("app.tenant", read)).toEqual({
      meant: "app.current_tenant_id",
      read: ["app.current_tenant_id", "jwt.tenant_id"],
    });
  });

  it.each([
    ["what is read", "app.tenant_id", ["app.tenant_id"]],
    ["another case of it", "APP.Tenant_ID", ["app.tenant_id"]],
    ["anything where nothing is read", "app.tenant_id", []],
    ["anything where only PostgreSQL's own settings are read", "app.tenant_id", ["role"]],
    ["another prefix and another word", "jobs.priority", ["app.tenant_id"]],
    ["settings of PostgREST", "request.jwt.claims", ["request.jwt.claim.sub"]],
  ])("is silent on %s", (_, name, read) => {
    expect(unread(name, read)).toBeNull();
  });

  it("is silent where names are put together", () => {
    expect(unread("app.tenantId", ["app.tenant_id"], false)).toBeNull();
  });
});
