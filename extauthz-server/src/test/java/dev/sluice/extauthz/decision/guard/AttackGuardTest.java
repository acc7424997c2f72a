package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.match.RequestPath;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafCorpus;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.Guard;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackGuardTest {
  private static final Guard SHIPPED =
      attacks(WafCompiler.file().load(Path.of("../policies/waf_rules.yaml"))).beforeCredential();

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
      })
  void query_attack(String query, String rule) {
    assertEquals("WAF_BLOCKED waf:" + rule, TestExchange.from("").query(query).ask(SHIPPED));
  }

  @Test
  void corpus_eachAttackIsFoundWhereverItStands() {
    List<String> missed = new ArrayList<>();
    for (WafCorpus.Text text : WafCorpus.attacks()) {
      for (Placed placed : places(text.text())) {
        if (placed.exchange().ask(SHIPPED).isEmpty()) {
          missed.add(placed.place() + " " + text);
        }
      }
    }
    assertEquals(List.of(), missed);
  }

  @Test
  void corpus_whatIsNoAttackPasses() {
    List<String> found = new ArrayList<>();
    for (WafCorpus.Text text : WafCorpus.ordinary()) {
      for (Placed placed : places(text.text())) {
        tell(placed.exchange(), placed.place() + " " + text, found);
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void requests_ofOrdinaryClients() {
    List<String> found = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (OrdinaryRequests.Header header : OrdinaryRequests.headers()) {
        var exchange = TestExchange.from("").header(header.name(), header.value());
        tell(exchange, header.toString(), found);
      }
    }
    for (String query : OrdinaryRequests.queries()) {
      tell(TestExchange.from("").query(query), query, found);
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
  void headers_whichAreRead(String name, String value, boolean read) {
    String expected = read ? "WAF_BLOCKED waf:sqli_tautology" : "";
    assertEquals(expected, header(name, value));
    assertEquals(expected, header(name, value));
  }

  @Test
  void longTexts_areReadToTheirEnd() {
    assertEquals("WAF_BLOCKED waf:xss_script", header("x-custom", "x ".repeat(5_000) + "<script>"));
    assertEquals("", header("x-custom", "x ".repeat(5_000)));
  }

  @Test
  void inForce_whereThePolicySaysSo() {
    Attacks attacks =
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
    Guard guard = attacks.beforeCredential();
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one+two").ask(guard));
    assertEquals("shadow waf:one, shadow waf:two", at("/b", "q=one&r=two").ask(guard));
    assertEquals("", at("/c", "q=one").ask(guard));
    assertEquals("", at("/a/x", "q=two").ask(guard));
    assertEquals("WAF_BLOCKED waf:one", at("/a/x", "q=one").ask(guard));
    assertEquals("WAF_BLOCKED waf:two", at("/a/y", "q=one&q=two").ask(guard));
    assertEquals("", at("/c", "").header("x", "one").ask(guard));
    assertEquals(
        "WAF_BLOCKED waf:one", at("/c", "").environment("prod").header("x", "one").ask(guard));
    assertEquals("", at("/a", "q=one").ask(attacks.afterLevel()));
  }

  @Test
  void inForce_tenantsAreAskedForOnceTheyAreKnown() {
    Attacks attacks =
        attacks(
            """
              apply: [{parts: [query]}]
              except: [{tenants: [pen-testers]}]
              rules: [{id: one, class: sqli, patterns: ['one']}]
            """);
    Guard after = attacks.afterLevel();
    assertEquals("", at("/a", "q=one").ask(attacks.beforeCredential()));
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one").ask(after));
    assertEquals("", at("/a", "q=one").tenant("pen-testers").ask(after));
    assertEquals("WAF_BLOCKED waf:one", at("/a", "q=one").tenant("acme").ask(after));
  }

  private record Placed(String place, TestExchange exchange) {}

  private static List<Placed> places(String text) {
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    String percent = form.replace("+", "%20");
    List<Placed> places = new ArrayList<>();
    places.add(new Placed("query", TestExchange.from("").query("a=1&q=" + form)));
    places.add(new Placed("name", TestExchange.from("").query(percent)));
    places.add(new Placed("header", TestExchange.from("").header("x-note", text)));
    places.add(new Placed("usual", TestExchange.from("").header("user-agent", text)));
    places.add(new Placed("cookie", TestExchange.from("").header("cookie", "a=" + percent)));
    RequestPath.normalise("/items/" + percent)
        .ifPresent(path -> places.add(new Placed("path", TestExchange.from("").path(path))));
    return places;
  }

  private static void tell(TestExchange exchange, String what, List<String> found) {
    String told = exchange.ask(SHIPPED);
    if (!told.isEmpty()) {
      found.add(told + " " + what);
    }
  }

  private static String header(String name, String value) {
    return TestExchange.from("").header(name, value).ask(SHIPPED);
  }

  private static TestExchange at(String path, String query) {
    return TestExchange.from("").path(path).query(query);
  }

  private static Attacks attacks(String spec) {
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

  private static Attacks attacks(PolicyResult<WafPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<WafPolicy>(WafPolicy policy, _) -> {
        Attacks attacks = new Attacks();
        attacks.take(policy);
        yield attacks;
      }
      case PolicyResult.Rejected<WafPolicy>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }
}
