package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.policy.RequestCondition;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import dev.sluice.extauthz.policy.condition.ExpressionResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionReaderTest {
  private static final Map<String, Object> VALUES =
      Map.of(
          "request.method", "POST",
          "request.path", "/v1/rag/index",
          "request.headers", Map.of("x-source", "batch"),
          "request.query", Map.of("debug", List.of("1", "2")),
          "request.time", Instant.parse("2026-05-04T03:00:00Z"),
          "identity.role", "auditor",
          "identity.scopes", List.of("read", "write"),
          "identity.claims",
              Map.of(
                  "acr",
                  "2",
                  "age",
                  41L,
                  "ratio",
                  0.5,
                  "amr",
                  List.of("otp"),
                  "org",
                  Map.of("id", 7L)));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "request.method in ['GET', 'HEAD'] ~ NO",
        "request.method == 'POST' && request.path.startsWith('/v1/rag') ~ YES",
        "'x-source' in request.headers && request.headers['x-source'] == 'batch' ~ YES",
        "'2' in request.query['debug'] ~ YES",
        "request.query.debug.size() == 2 ~ YES",
        "request.time.getHours('Asia/Seoul') >= 9 && request.time.getDayOfWeek('Asia/Seoul') == 1 ~"
            + " YES",
        "request.path.matches('^/v1/(rag|agent)/') ~ YES",
        "identity.role == 'auditor' || 'admin' in identity.scopes ~ YES",
        "identity.scopes.exists(s, s.startsWith('wr')) ~ YES",
        "identity.claims.acr == '2' && identity.claims.age > 40 && identity.claims.ratio < 1.0 ~"
            + " YES",
        "'otp' in identity.claims.amr && identity.claims.org.id == 7 ~ YES",
        "has(identity.claims.none) ~ NO",
        "identity.claims.none == '1' ~ FAILED",
        "identity.claims.acr > 1 ~ FAILED",
        "request.headers['none'] == '' ~ FAILED",
        "identity.claims.none == '1' || request.method == 'POST' ~ YES",
        "[1, 2].all(a, [1, 2].all(b, a + b > 0)) ~ YES",
      })
  void test_expression(String text, ExpressionResult expected) {
    assertEquals(
        expected, condition("require: \"" + text + "\"").evaluate(ConditionReaderTest::value));
  }

  @Test
  void evaluate_readsOnlyNeededValues() {
    List<String> requested = new ArrayList<>();
    ConditionValues values =
        name -> {
          requested.add(name);
          return value(name);
        };
    RequestCondition condition =
        condition("{when: request.method == 'GET', require: identity.claims.acr == '2'}");
    assertEquals(ExpressionResult.YES, condition.evaluate(values));
    assertEquals(List.of("request.method"), requested);
  }

  @Test
  void evaluate_failingWhen_failsCondition() {
    assertEquals(
        ExpressionResult.FAILED,
        condition("{when: identity.claims.none == 1, require: 'true'}")
            .evaluate(ConditionReaderTest::value));
  }

  @Test
  void evaluate_expensiveExpression_fails() {
    String many = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]";
    String text = "%s.all(a, %s.all(b, %s.all(c, a + b + c > 0)))".formatted(many, many, many);
    assertEquals(
        ExpressionResult.FAILED,
        condition("require: \"" + text + "\"").evaluate(ConditionReaderTest::value));
  }

  @Test
  void read_problems_allAreReported() {
    assertEquals(
        List.of(
            "authz.yaml:7:24: /spec/conditions/0/require: condition a: line 1, column 1:"
                + " undeclared reference to 'request'",
            "authz.yaml:8:12: /spec/conditions/1/id: condition a: is the id of another condition;"
                + " use a unique id",
            "authz.yaml:9:21: /spec/conditions/2/when: condition b: line 1, column 16: found no"
                + " matching overload for '_==_' applied to '(string, int)' (candidates: (%A0,"
                + " %A0))",
            "authz.yaml:9:51: /spec/conditions/2/require: condition b: line 1, column 8: expected"
                + " type 'bool' but found 'string'"),
        TestPolicies.problems(
            folder,
            """
              conditions:
                - {id: a, require: request.metod == 'GET'}
                - {id: a, require: 'true'}
                - {id: b, when: request.method == 1, require: request.method}
            """));
  }

  @Test
  void read_deepExpression_isRejected() {
    String deep = "(".repeat(200) + "true" + ")".repeat(200);
    assertEquals(
        1,
        TestPolicies.problems(folder, "  conditions: [{id: a, require: '" + deep + "'}]\n").size());
  }

  private static Object value(String variable) {
    return Objects.requireNonNull(VALUES.get(variable), variable);
  }

  private RequestCondition condition(String entry) {
    String rest = entry.startsWith("{") ? entry.substring(1) : entry + "}";
    String spec = "  conditions: [{id: c, " + rest + "]\n";
    return TestPolicies.rules(folder, spec).conditions().getFirst();
  }
}
