package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.policy.TestPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionGuardTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:00:00Z");
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.ES256, "k");

  @TempDir Path folder;

  private final List<String> failures = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "request.method == 'GET' && request.host == 'shop.example.com' && request.path == '/items'",
        "request.headers['x-a'] == '1' && request.address == '192.0.2.1'",
        "request.principal == 'spiffe://mesh.example/ns/shop/sa/cart'",
        "request.query.a == ['x y', ''] && request.query.b == [''] && !('c' in request.query)",
        "request.time == timestamp('2026-05-04T03:00:00Z')",
        "identity.subject == 'u' && identity.tenant == 'acme' && identity.project == 'p'",
        "identity.workspace == 'w' && identity.role == 'dev' && identity.level == 'developer'",
        "identity.issuer == 'default' && 'read' in identity.scopes && identity.claims.n > 6 &&"
            + " identity.claims.l[0].m < 4",
        "route.id == 'shop/items' && route.publish == 'shop' && route.target == 'items'",
        "route.environment == 'dev' && route.api_version == 'v1'",
      })
  void check_values(String expression) {
    TestAuthorizationContext context =
        TestAuthorizationContext.from("192.0.2.1")
            .query("a=x+y&a=&b")
            .header("x-a", "1")
            .token(token(Map.of("scope", "read write", "n", 7, "l", List.of(Map.of("m", 3)))));
    assertEquals("", violations(context, "{id: c, require: \"" + expression + "\"}"));
    assertEquals(List.of(), failures);
  }

  @Test
  void check_anonymousCaller() {
    String require =
        "identity.subject == '' && identity.level == 'none' && identity.scopes == [] &&"
            + " identity.claims == {}";
    assertEquals(
        "", violations(TestAuthorizationContext.from(""), "{id: c, require: \"" + require + "\"}"));
  }

  @Test
  void check_outcomes() {
    String entries =
        "{id: told, require: 'false', mode: shadow},"
            + " {id: acme, require: 'false', tenants: [acme]},"
            + " {id: broken, require: identity.claims.none == 1, routes: [/broken]}";
    assertEquals("shadow condition:told", violations(TestAuthorizationContext.from(""), entries));
    assertEquals(
        "shadow condition:told, AUTH_FORBIDDEN condition:acme",
        violations(TestAuthorizationContext.from("").tenant("acme"), entries));
    assertEquals(List.of(), failures);
    assertEquals(
        "shadow condition:told, AUTH_FORBIDDEN condition:broken",
        violations(TestAuthorizationContext.from("").path("/broken"), entries));
    assertEquals(List.of("condition:broken"), failures);
  }

  private String violations(TestAuthorizationContext context, String entries) {
    return context
        .rules(TestPolicies.rules(folder, "  conditions: [" + entries + "]\n"))
        .violationsOf(new ConditionGuard(() -> NOW, failures::add));
  }

  private static VerifiedToken token(Map<String, Object> claims) {
    CompactToken.ParseResult reading = CompactToken.parse(ISSUER.token(claims));
    CompactToken token = assertInstanceOf(CompactToken.ParseResult.Parsed.class, reading).token();
    return new VerifiedToken("default", token.claims(), 0, "", VerifiedToken.NO_ISSUE_TIME);
  }
}
