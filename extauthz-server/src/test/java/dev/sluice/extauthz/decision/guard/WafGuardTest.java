package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafCorpus;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.RequestGuard;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WafGuardTest {
  private static final RequestGuard SHIPPED =
      attacks(WafCompiler.file().load(Path.of("../policies/waf_rules.yaml")))
          .beforeAuthentication();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id=1%27%20OR%20%271%27=%271 | sqli_tautology",
        "a=1&id=1'+or+'1'='1 | sqli_tautology",
        "q=%3Cscript%3Ealert(1)%3C/script%3E | xss_script",
        "q=%253Cscript%253E | xss_script",
        "q=%u003Cscript%u003E | xss_script",
        "%3Cscript%3E=1 | xss_script",
        "%3Cscript%3E | xss_script",
        "a==%3Cscript%3E | xss_script",
        "a=%3Cscript%3E&a=safe | xss_script",
        "a=safe&a=%3Cscript%3E | xss_script",
      })
  void query_attack(String query, String rule) {
    assertEquals(
        "WAF_BLOCKED waf:" + rule,
        TestAuthorizationContext.from("").query(query).violationsOf(SHIPPED));
  }

  @Test
  void check_attackCorpus_isFoundInEveryPart() {
    List<String> missed = new ArrayList<>();
    for (WafCorpus.Text text : WafCorpus.attacks()) {
      for (Placed placed : places(text.text())) {
        if (placed.context().violationsOf(SHIPPED).isEmpty()) {
          missed.add(placed.place() + " " + text);
        }
      }
    }
    assertEquals(List.of(), missed);
  }

  @Test
  void check_harmlessCorpus_passes() {
    List<String> found = new ArrayList<>();
    for (WafCorpus.Text text : WafCorpus.ordinary()) {
      for (Placed placed : places(text.text())) {
        addViolations(placed.context(), placed.place() + " " + text, found);
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void check_ordinaryRequests_pass() {
    List<String> found = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (OrdinaryRequests.Header header : OrdinaryRequests.headers()) {
        var context = TestAuthorizationContext.from("").header(header.name(), header.value());
        addViolations(context, header.toString(), found);
      }
    }
    for (String query : OrdinaryRequests.queries()) {
      addViolations(TestAuthorizationContext.from("").query(query), query, found);
    }
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user-agent | ' or 1=1-- | true",
        "x-custom | ' or 1=1-- | true",
        "cookie | a=b; c=\"' or 1=1--\" | true",
        "cookie | c=%27%20or%201%3D1-- | true",
        "authorization | ' or 1=1-- | false",
        "x-api-key | ' or 1=1-- | false",
        ":path | ' or 1=1-- | false",
      })
  void check_headers_scannedOrSkipped(String name, String value, boolean read) {
    String expected = read ? "WAF_BLOCKED waf:sqli_tautology" : "";
    assertEquals(expected, header(name, value));
    assertEquals(expected, header(name, value));
  }

  @Test
  void check_longText_isScannedToItsEnd() {
    assertEquals("WAF_BLOCKED waf:xss_script", header("x-custom", "x ".repeat(5_000) + "<script>"));
    assertEquals("", header("x-custom", "x ".repeat(5_000)));
  }

  @Test
  void check_selectors_ofPolicy() {
    WafGuards attacks =
        attacks(
            """
              apply:
                - {parts: [query], routes: [/a]}
                - {parts: [query], routes: [/b], action: log}
                - {parts: [headers], environments: [prod]}
              except:
                - {rules: [two], routes: [/a/x]}
                - {rules: [sqli], routes: [/a/y]}
              rules:
                - {id: one, class: sqli, patterns: ['one']}
                - {id: two, class: xss, patterns: ['two']}
            """);
    RequestGuard guard = attacks.beforeAuthentication();
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one+two").violationsOf(guard));
    assertEquals("shadow waf:one, shadow waf:two", at("/b", "q=one&r=two").violationsOf(guard));
    assertEquals("", at("/c", "q=one").violationsOf(guard));
    assertEquals("", at("/a/x", "q=two").violationsOf(guard));
    assertEquals("WAF_BLOCKED waf:one", at("/a/x", "q=one").violationsOf(guard));
    assertEquals("WAF_BLOCKED waf:two", at("/a/y", "q=one&q=two").violationsOf(guard));
    assertEquals("", at("/c", "").header("x", "one").violationsOf(guard));
    assertEquals(
        "WAF_BLOCKED waf:one",
        at("/c", "").environment("prod").header("x", "one").violationsOf(guard));
    assertEquals("", at("/a", "q=one").violationsOf(attacks.afterLevelCheck()));
  }

  @Test
  void check_tenantRules_afterAuthentication() {
    WafGuards attacks =
        attacks(
            """
              apply: [{parts: [query]}]
              except: [{tenants: [pen-testers]}]
              rules: [{id: one, class: sqli, patterns: ['one']}]
            """);
    RequestGuard after = attacks.afterLevelCheck();
    assertEquals("", at("/a", "q=one").violationsOf(attacks.beforeAuthentication()));
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one").violationsOf(after));
    assertEquals("", at("/a", "q=one").tenant("pen-testers").violationsOf(after));
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one").tenant("acme").violationsOf(after));
  }

  @Test
  void check_row_addsPart() {
    WafGuards attacks =
        attacks(
            """
              apply: [{parts: [body]}, {parts: [query], routes: [/b]}]
              except: [{parts: [path], rules: [xss], routes: [/a]}]
              rules:
                - {id: one, class: sqli, patterns: ['one']}
                - {id: two, class: xss, patterns: ['two']}
            """);
    RequestGuard guard = attacks.beforeAuthentication();
    assertEquals("", at("/a/one", "q=one").row(true).violationsOf(guard));
    assertEquals("", at("/a", "q=one").row(true, WafPart.BODY).violationsOf(guard));
    assertEquals(
        "WAF_BLOCKED waf:one", at("/a", "q=one").row(true, WafPart.QUERY).violationsOf(guard));
    assertEquals("shadow waf:one", at("/a/one", "").row(false, WafPart.PATH).violationsOf(guard));
    assertEquals("", at("/a/two", "").row(true, WafPart.PATH).violationsOf(guard));
    assertEquals(
        "WAF_BLOCKED waf:two",
        at("/a", "").header("x", "two").row(true, WafPart.HEADERS).violationsOf(guard));
    // The row only reports, but the file blocks.
    assertEquals(
        "WAF_BLOCKED waf:one", at("/b", "q=one").row(false, WafPart.QUERY).violationsOf(guard));
  }

  @Test
  void check_rowWithTenantException_waitsForTenant() {
    WafGuards attacks =
        attacks(
            """
              except: [{tenants: [pen-testers]}]
              rules: [{id: one, class: sqli, patterns: ['one']}]
            """);
    var context = at("/a", "q=one").row(true, WafPart.QUERY);
    assertEquals("", context.violationsOf(attacks.beforeAuthentication()));
    RequestGuard after = attacks.afterLevelCheck();
    assertEquals("WAF_BLOCKED waf:one", context.tenant("acme").violationsOf(after));
    assertEquals("", context.tenant("pen-testers").violationsOf(after));
  }

  private record Placed(String place, TestAuthorizationContext context) {}

  private static List<Placed> places(String text) {
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    String percent = form.replace("+", "%20");
    List<Placed> places = new ArrayList<>();
    places.add(new Placed("query", TestAuthorizationContext.from("").query("a=1&q=" + form)));
    places.add(new Placed("name", TestAuthorizationContext.from("").query(percent)));
    places.add(new Placed("header", TestAuthorizationContext.from("").header("x-note", text)));
    places.add(new Placed("usual", TestAuthorizationContext.from("").header("user-agent", text)));
    places.add(
        new Placed("cookie", TestAuthorizationContext.from("").header("cookie", "a=" + percent)));
    RequestPath.normalize("/items/" + percent)
        .ifPresent(
            path -> places.add(new Placed("path", TestAuthorizationContext.from("").path(path))));
    return places;
  }

  private static void addViolations(
      TestAuthorizationContext context, String what, List<String> found) {
    String violations = context.violationsOf(SHIPPED);
    if (!violations.isEmpty()) {
      found.add(violations + " " + what);
    }
  }

  private static String header(String name, String value) {
    return TestAuthorizationContext.from("").header(name, value).violationsOf(SHIPPED);
  }

  private static TestAuthorizationContext at(String path, String query) {
    return TestAuthorizationContext.from("").path(path).query(query);
  }

  private static WafGuards attacks(String spec) {
    String head =
        """
        apiVersion: sluice.dev/v1
        kind: WafRules
        metadata: {name: waf, version: "1"}
        spec:
        """;
    byte[] content = (head + spec).getBytes(StandardCharsets.UTF_8);
    return attacks(WafCompiler.file().load(Path.of("waf.yaml"), content));
  }

  private static WafGuards attacks(PolicyResult<WafPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<WafPolicy>(WafPolicy policy, _) -> {
        WafGuards attacks = new WafGuards();
        attacks.update(policy);
        yield attacks;
      }
      case PolicyResult.Rejected<WafPolicy>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }
}
