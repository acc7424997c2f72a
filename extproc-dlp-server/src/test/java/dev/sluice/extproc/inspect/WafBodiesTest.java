package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafCorpus;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.rewriter.TokenVault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The tests of WAF rules on bodies of every kind. */
class WafBodiesTest {
  private static final String DLP =
      """
      version: dlp-1
      rules:
        - {id: secret, kind: keyword, pattern: forbidden, action: block, scope: request}
      """;
  private static final Inspector SHIPPED = with(shipped());
  private static final ExchangeScope API = at("/api/v1/notes");

  enum Form {
    JSON("application/json") {
      @Override
      String body(String text) {
        return "{\"note\": " + JsonMapper.shared().writeValueAsString(text) + ", \"n\": 1}";
      }
    },
    ESCAPED("application/json") {
      @Override
      String body(String text) {
        var all = new StringBuilder("[{\"title\": \"x\", \"note\": \"");
        text.chars().forEach(c -> all.append("\\u%04x".formatted(c)));
        return all.append("\"}]").toString();
      }
    },
    FORM("application/x-www-form-urlencoded") {
      @Override
      String body(String text) {
        return "a=1&note=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&b=2";
      }
    },
    MULTIPART("multipart/form-data; boundary=border") {
      @Override
      String body(String text) {
        return "--border\r\ncontent-disposition: form-data; name=note\r\n\r\n"
            + text
            + "\r\n--border--\r\n";
      }
    },
    TEXT("text/plain") {
      @Override
      String body(String text) {
        return text;
      }
    };

    private final String type;

    Form(String type) {
      this.type = type;
    }

    abstract String body(String text);
  }

  @ParameterizedTest
  @EnumSource
  void attacks_everyKindOfBody_areBlocked(Form form) {
    List<WafCorpus.Text> missed =
        WafCorpus.attacks().stream()
            // A text that begins with a brace is JSON in a body without a content type.
            .filter(text -> form != Form.TEXT || !text.text().startsWith("{"))
            .filter(
                text -> !(verdict(SHIPPED, API, form, text.text()) instanceof BodyVerdict.Blocked))
            .toList();
    assertEquals(List.of(), missed);
  }

  @ParameterizedTest
  @EnumSource(names = "TEXT", mode = EnumSource.Mode.EXCLUDE)
  void ordinaryTexts_everyKindOfBody_pass(Form form) {
    List<WafCorpus.Text> found =
        WafCorpus.ordinary().stream()
            .filter(text -> !(verdict(SHIPPED, API, form, text.text()) instanceof BodyVerdict.Pass))
            .toList();
    assertEquals(List.of(), found);
  }

  @Test
  void attacks_modelRoutes_pass() {
    for (String path : List.of("/v1/chat/completions", "/v1/completions", "/api/aura/test")) {
      for (WafCorpus.Text text : WafCorpus.attacks()) {
        assertTrue(verdict(SHIPPED, at(path), Form.JSON, text.text()) instanceof BodyVerdict.Pass);
      }
    }
  }

  @Test
  void attack_everySplit_isBlocked() {
    ByteString body = ByteString.copyFromUtf8(Form.JSON.body("x' /**/ or 'a'='a <script>"));
    InspectionRun whole = inspected(SHIPPED, body, List.of(body.size()));
    assertEquals("Blocked sqli_tautology", whole.verdict());
    for (int cut = 1; cut < body.size(); cut++) {
      assertEquals(
          whole.result(), inspected(SHIPPED, body, List.of(cut, body.size())).result(), "" + cut);
    }
    assertEquals(
        whole.result(), inspected(SHIPPED, body, InspectionRun.bytewise(body.size())).result());
  }

  @Test
  void blocked_wafRule_isMarkedAsAttack() {
    assertTrue(
        verdict(SHIPPED, API, Form.JSON, "<script>") instanceof BodyVerdict.Blocked blocked
            && blocked.attack()
            && blocked.rule().equals("xss_script"));
    assertTrue(
        verdict(SHIPPED, API, Form.JSON, "forbidden") instanceof BodyVerdict.Blocked data
            && !data.attack());
    assertTrue(
        verdict(SHIPPED, API, Form.JSON, "<script> forbidden") instanceof BodyVerdict.Blocked both
            && !both.attack());
    assertTrue(SHIPPED.mayBlock(BodyDirection.REQUEST, API, RouteWafParts.NONE));
    assertEquals("dlp-1+waf-1", SHIPPED.version());
  }

  @Test
  void responses_attacks_areNotInspected() {
    assertFalse(SHIPPED.mayBlock(BodyDirection.RESPONSE, API, RouteWafParts.NONE));
  }

  @Test
  void uses_exceptions_areApplied() {
    Inspector inspector =
        with(
            loaded(
                """
                apiVersion: sluice.dev/v1
                kind: WafRules
                metadata: {name: waf, version: mine}
                spec:
                  apply:
                    - {parts: [body], routes: [/told], action: log}
                    - {parts: [body], tenants: [t1]}
                    - {parts: [answer], routes: [/answers]}
                  except:
                    - {rules: [b], routes: [/x]}
                    - {rules: [xss], environments: [staging]}
                  rules:
                    - {id: a, class: sqli, patterns: [aaa]}
                    - {id: b, class: xss, patterns: [bbb]}
                """));
    ExchangeScope mine = new ExchangeScope("r", "t1", "dev", "localhost", "/x");
    assertEquals("Blocked a", name(inspector, mine, "{\"z\":\"AAA\"}"));
    assertEquals("Pass", name(inspector, mine, "{\"z\":\"bbb\"}"));
    ExchangeScope staged = new ExchangeScope("r", "t1", "staging", "localhost", "/y");
    assertEquals("Pass", name(inspector, staged, "{\"z\":\"bbb\"}"));
    assertEquals("Blocked a", name(inspector, staged, "{\"z\":\"aaa\"}"));
    BodyInspection told = open(inspector, at("/told/1"), "text/plain");
    assertTrue(told.feed(ByteString.copyFromUtf8("aaa bbb"), true) instanceof BodyVerdict.Pass);
    assertEquals(RuleAction.LOG, told.outcome().action());
    assertEquals(
        List.of("a sqli", "b xss"),
        told.findings().stream().map(found -> found.rule() + " " + found.kind()).toList());
    assertTrue(inspector.mayBlock(BodyDirection.RESPONSE, at("/answers"), RouteWafParts.NONE));
    assertEquals("Pass", name(inspector, at("/elsewhere"), "{\"z\":\"aaa\"}"));
  }

  @Test
  void row_partOfBodies_isSearched() {
    Inspector inspector =
        with(
            loaded(
                """
                apiVersion: sluice.dev/v1
                kind: WafRules
                metadata: {name: waf, version: mine}
                spec:
                  apply: [{parts: [query]}, {parts: [body], routes: [/told], action: log}]
                  except: [{rules: [b], tenants: [t9]}]
                  rules:
                    - {id: a, class: sqli, patterns: [aaa]}
                    - {id: b, class: xss, patterns: [bbb]}
                """));
    RouteWafParts body = new RouteWafParts(Set.of(WafPart.BODY), true);
    RouteWafParts answer = new RouteWafParts(Set.of(WafPart.ANSWER), true);
    assertEquals("Pass", name(inspector, RouteWafParts.NONE, at("/x"), "aaa"));
    assertEquals("Blocked a", name(inspector, body, at("/x"), "aaa"));
    assertEquals("Blocked a", name(inspector, body, at("/told"), "aaa"));
    assertEquals("Pass", name(inspector, body, at("/x"), "bbb"));
    assertEquals("Pass", name(inspector, answer, at("/x"), "aaa"));
    assertTrue(inspector.mayBlock(BodyDirection.RESPONSE, at("/x"), answer));
    assertFalse(inspector.mayBlock(BodyDirection.RESPONSE, at("/x"), body));
  }

  @Test
  void row_actionLog_isReportedOnly() {
    RouteWafParts log = new RouteWafParts(Set.of(WafPart.BODY), false);
    BodyInspection logged = open(SHIPPED, log, at("/v1/chat/completions"));
    assertTrue(
        logged.feed(ByteString.copyFromUtf8("{\"z\":\"<script>\"}"), true)
            instanceof BodyVerdict.Pass);
    assertEquals(RuleAction.LOG, logged.outcome().action());
    assertEquals("xss_script", logged.findings().getFirst().rule());
    assertEquals("Blocked xss_script", name(SHIPPED, log, API, "<script>"));
  }

  private static String name(
      Inspector inspector, RouteWafParts row, ExchangeScope scope, String text) {
    return InspectionRun.name(
        open(inspector, row, scope)
            .feed(ByteString.copyFromUtf8("{\"z\":\"" + text + "\"}"), true));
  }

  private static BodyInspection open(Inspector inspector, RouteWafParts row, ExchangeScope scope) {
    var settings = new InspectionSettings(false, 1 << 20, row, new TokenVault());
    return inspector.open(BodyDirection.REQUEST, "application/json", scope, settings).orElseThrow();
  }

  private static BodyVerdict verdict(
      Inspector inspector, ExchangeScope scope, Form form, String text) {
    return open(inspector, scope, form.type).feed(ByteString.copyFromUtf8(form.body(text)), true);
  }

  private static String name(Inspector inspector, ExchangeScope scope, String json) {
    return InspectionRun.name(
        open(inspector, scope, "application/json").feed(ByteString.copyFromUtf8(json), true));
  }

  private static InspectionRun inspected(Inspector inspector, ByteString body, List<Integer> cuts) {
    return InspectionRun.cut(
        new InspectionRun.Way(inspector, BodyDirection.REQUEST, Form.JSON.type, 1 << 20),
        API,
        body,
        cuts);
  }

  private static BodyInspection open(Inspector inspector, ExchangeScope scope, String type) {
    return inspector
        .open(BodyDirection.REQUEST, type, scope, new InspectionSettings(false, 1 << 20))
        .orElseThrow();
  }

  private static ExchangeScope at(String path) {
    return new ExchangeScope("p/r", "t9", "dev", "localhost", path);
  }

  private static Inspector with(WafPolicy waf) {
    var rules = DlpPolicyCompiler.file().load(Path.of("dlp.yaml"), bytes(DLP));
    return new PolicyInspector(value(rules), Optional.of(waf));
  }

  private static WafPolicy shipped() {
    return value(WafCompiler.file().load(Path.of("../policies/waf_rules.yaml")));
  }

  private static WafPolicy loaded(String yaml) {
    return value(WafCompiler.file().load(Path.of("waf.yaml"), bytes(yaml)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T value(PolicyResult<T> result) {
    return switch (result) {
      case PolicyResult.Loaded<T> loaded -> loaded.value();
      case PolicyResult.Rejected<T>(var problems) -> throw new AssertionError(problems);
    };
  }
}
