package dev.sluice.extauthz.attack;

import dev.sluice.common.token.attack.AttackRow;
import dev.sluice.common.token.attack.Attempt;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.ClaimNames;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The attacks on identity claims. A valid token becomes headers, a level and scopes completely, or
 * not at all.
 */
final class IdentityAttacks {
  private static final ClaimNames MAPPED =
      new ClaimNames(
          List.of("oid"),
          List.of("org"),
          List.of("prj"),
          List.of("ws"),
          List.of("grade"),
          List.of("perms"));

  private IdentityAttacks() {}

  static List<AttackRow<CredentialAttackRequest>> rows() {
    return List.of(
        claims(
            "line-break",
            "a line break and another header",
            "RFC 9110, 5.5",
            c -> c.claim("sub", "u\r\nx-tenant-id: root")),
        claims("line-feed", "a line feed", "RFC 9112, 2.2", c -> c.claim("tid", "t\nx")),
        claims("return", "a carriage return alone", "RFC 9112, 2.2", c -> c.claim("tid", "t\rx")),
        claims("zero", "a zero", "RFC 9110, 5.5", c -> c.claim("pid", "p\0")),
        claims("delete", "the character DEL", "RFC 9110, 5.5", c -> c.claim("wid", "w\u007f")),
        claims(
            "next-line",
            "a line break of eight bits",
            "RFC 9110, 5.5",
            c -> c.claim("sub", "u\u0085x")),
        claims(
            "separator",
            "a line break of Unicode",
            "RFC 9110, 5.5",
            c -> c.claim("sub", "u\u2028x")),
        claims(
            "blank-before",
            "a blank that a header loses",
            "RFC 9110, 5.5",
            c -> c.claim("tid", " t-1")),
        claims("blank-behind", "a blank behind it", "RFC 9112, 5.1", c -> c.claim("tid", "t-1 ")),
        row(
            "id-half",
            "half a character",
            "RFC 3629, 3",
            "json",
            c -> c.token(a -> a.withoutClaim("sub").claimsAfter("\"sub\":\"\\ud83d\""))),
        claims("long", "257 characters", "RFC 9110, 5.4", c -> c.claim("sub", "u".repeat(257))),
        claims("empty", "an empty name", "RFC 7519, 4.1.2", c -> c.claim("sub", "")),
        claims("no-user", "no user", "RFC 7519, 4.1.2", c -> c.token(a -> a.withoutClaim("sub"))),
        claims("no-tenant", "no tenant", "RFC 7519, 4.3", c -> c.token(a -> a.withoutClaim("tid"))),
        claims(
            "no-project", "no project", "RFC 7519, 4.3", c -> c.token(a -> a.withoutClaim("pid"))),
        claims(
            "no-workspace",
            "no workspace",
            "RFC 7519, 4.3",
            c -> c.token(a -> a.withoutClaim("wid"))),
        claims(
            "tenant-list",
            "two tenants",
            "RFC 7519, 4.3",
            c -> c.claim("tid", List.of("t-1", "t-2"))),
        claims(
            "project-object",
            "a project that is an object",
            "RFC 7519, 4.3",
            c -> c.claim("pid", Map.of("id", "p-1"))),
        claims(
            "tenant-fraction",
            "a tenant that is a fraction",
            "RFC 7519, 4.3",
            c -> c.claim("tid", 1.5)),
        claims("tenant-true", "a tenant that is true", "RFC 7519, 4.3", c -> c.claim("tid", true)),
        claims(
            "unmapped",
            "the usual names where others are agreed",
            "RFC 7519, 4.3",
            c -> c.names(MAPPED)),
        row(
            "bound-key",
            "a token of somebody's DPoP key",
            "RFC 9449, 6.1",
            "dpop-required",
            c -> c.claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
        row(
            "bound-certificate",
            "a token of somebody's certificate",
            "RFC 8705, 3.1",
            "certificate-missing",
            c -> c.claim("cnf", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg0"))),
        row(
            "bound-unknown",
            "a token that is bound in another way",
            "RFC 7800, 3.1",
            "not-proved",
            c -> c.claim("cnf", Map.of("osc", Map.of()))),
        row(
            "bound-null",
            "a token that is bound to nothing",
            "RFC 7800, 3.1",
            "not-proved",
            c -> c.token(a -> a.claim("cnf", null))),
        row(
            "role-unknown",
            "a role nobody knows",
            "RFC 7519, 4",
            "level-none",
            c -> c.claim("role", "root")),
        row(
            "role-letters",
            "a role in capitals",
            "RFC 7519, 10.1.1",
            "level-none",
            c -> c.claim("role", "ADMIN")),
        row(
            "role-list",
            "a list of roles",
            "RFC 7519, 4",
            "level-none",
            c -> c.claim("role", List.of("admin"))),
        row(
            "role-line",
            "a line break in the role",
            "RFC 9110, 5.5",
            "level-none",
            c -> c.claim("role", "admin\r\n")),
        row("scope-absent", "no scope", "RFC 6750, 3.1", "scope", c -> c.asking(scope("write"))),
        row(
            "scope-part",
            "a scope that begins alike",
            "RFC 6749, 3.3",
            "scope",
            c -> c.asking(scope("write")).claim("scope", "write:own writer")),
        row(
            "scope-letters",
            "a scope in capitals",
            "RFC 6749, 3.3",
            "scope",
            c -> c.asking(scope("write")).claim("scope", "WRITE")),
        row(
            "scope-comma",
            "scopes between commas",
            "RFC 6749, 3.3",
            "scope",
            c -> c.asking(scope("write")).claim("scope", "read,write")),
        row(
            "scope-number",
            "a scope beside a number",
            "RFC 9068, 2.2.3",
            "scope",
            c -> c.asking(scope("write")).claim("scope", List.of("write", 1))),
        row(
            "route-audience",
            "the audience of another route",
            "RFC 8707, 2",
            "audience",
            c -> c.asking(new AuthRequirement.Token(List.of("main"), "shop", List.of()))),
        row(
            "route-issuer",
            "an issuer that the route does not take",
            "RFC 8725, 3.8",
            "no-key-source",
            c -> c.asking(new AuthRequirement.Token(List.of("other"), "", List.of()))),
        pass(
            "long-names",
            "the long names",
            "RFC 7519, 4.3",
            c -> c.token(a -> a.withoutClaim("tid").claim("tenant_id", "t-1"))),
        pass(
            "tenant-number",
            "a tenant that is a whole number",
            "RFC 7519, 4.3",
            c -> c.claim("tid", 17)),
        pass(
            "korean",
            "names that are not ASCII",
            "RFC 9110, 5.5",
            c -> c.claim("wid", "\uc6b0\ub9ac")),
        pass("longest", "256 characters", "RFC 9110, 5.4", c -> c.claim("sub", "u".repeat(256))),
        pass("role-absent", "no role", "RFC 7519, 4", c -> c.token(a -> a.withoutClaim("role"))),
        pass(
            "mapped",
            "names that are agreed",
            "RFC 7519, 4.3",
            c -> c.names(MAPPED).token(IdentityAttacks::mapped)),
        pass(
            "scope",
            "the scope among others",
            "RFC 6749, 3.3",
            c -> c.asking(scope("write")).claim("scope", "read write")),
        pass(
            "scope-list",
            "scopes in a list",
            "RFC 8693, 4.2",
            c -> c.asking(scope("write")).claim("scp", List.of("read", "write"))),
        pass(
            "route-audience-good",
            "the audience of the route",
            "RFC 8707, 2",
            c ->
                c.asking(new AuthRequirement.Token(List.of("main"), "shop", List.of()))
                    .claim("aud", List.of("shop", "sluice"))));
  }

  private static void mapped(Attempt a) {
    a.claim("oid", "u-1").claim("org", "t-1").claim("prj", "p-1").claim("ws", "w-1");
    for (String usual : List.of("sub", "tid", "pid", "wid", "role")) {
      a.withoutClaim(usual);
    }
    a.claim("grade", "viewer");
  }

  private static AuthRequirement scope(String scope) {
    return new AuthRequirement.Token(List.of("main"), "", List.of(scope));
  }

  private static AttackRow<CredentialAttackRequest> claims(
      String id, String what, String clause, Consumer<CredentialAttackRequest> change) {
    return row(id, what, clause, "claims", change);
  }

  private static AttackRow<CredentialAttackRequest> pass(
      String id, String what, String clause, Consumer<CredentialAttackRequest> change) {
    return row(id, what, clause, AttackRow.PASS, change);
  }

  private static AttackRow<CredentialAttackRequest> row(
      String id,
      String what,
      String clause,
      String verdict,
      Consumer<CredentialAttackRequest> change) {
    return new AttackRow<>("id-" + id, what, clause, verdict, change);
  }
}
