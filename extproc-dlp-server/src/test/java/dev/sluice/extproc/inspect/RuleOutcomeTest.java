package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of several rules together, and of allow lists. */
class RuleOutcomeTest {
  private static final Inspector WEAKEST_FIRST =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: nothing, kind: keyword, pattern: one}
            - {id: seen, kind: keyword, pattern: two, action: log}
            - {id: hidden, kind: keyword, pattern: three, action: mask}
            - {id: gone, kind: keyword, pattern: four, action: redact}
            - {id: stopped, kind: keyword, pattern: five, action: block}
            - {id: stopped_too, kind: keyword, pattern: six, action: block}
          """);

  private static final Inspector OVERLAPPING =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: short, kind: regex, pattern: 'abc', action: mask, mask: '<short>'}
            - {id: long, kind: regex, pattern: 'abcd', action: mask, mask: '<long>'}
            - {id: late, kind: regex, pattern: 'def?', action: mask, mask: '<late>'}
            - {id: same, kind: regex, pattern: 'abcd', action: mask, mask: '<same>'}
            - {id: seen, kind: regex, pattern: 'cde', action: log}
          """);

  private static final Inspector ALLOWING =
      InspectionRun.policy(
          """
          version: test
          allow: [{pattern: '[a-z]+@example\\.com'}, 'ops@sluice.dev']
          rules:
            - id: email
              kind: checksum
              validator: email
              action: mask
              allow: ['Hong@Example.co.kr']
            - {id: key, kind: regex, pattern: 'AKIA[0-9A-Z]{16}', action: block, allow: [AKIAIOSFODNN7EXAMPLE]}
            - {id: generic_secret, kind: checksum, validator: generic_secret, action: mask, allow: ['T1ger2024!']}
          """);

  @ParameterizedTest
  @CsvSource({
    "one, ALLOW, nothing, Pass",
    "two one, LOG, seen, Pass",
    "three two one, MASK, hidden, Pass",
    "four three, MASK, hidden, Pass",
    "one two three four five, BLOCK, stopped, Blocked stopped",
    "six five four three two one, BLOCK, stopped, Blocked stopped"
  })
  void rules_anyOrder_strongestActionDecides(
      String body, RuleAction action, String rule, String verdict) {
    for (InspectionRun seen : inspected(WEAKEST_FIRST, body)) {
      assertEquals(verdict, seen.verdict());
      assertEquals(action, seen.outcome().action());
      assertEquals(Optional.of(rule), seen.outcome().rule());
    }
  }

  /**
   * The one mask covers all text; the first match wins, then the longest, then the first in the
   * file.
   */
  @ParameterizedTest
  @CsvSource({
    "abc, <short>, short",
    "abcd, <long>, long same short",
    "abcdef, <long>, late long same seen short",
    "xdefabc, x<late><short>, late short",
    "abxcde, abxc<late>, late seen"
  })
  void masks_overlapping_becomeOne(String body, String masked, String rules) {
    for (InspectionRun seen : inspected(OVERLAPPING, body)) {
      assertEquals(masked, seen.text());
      assertEquals(
          rules,
          String.join(" ", seen.findings().stream().map(DlpFinding::rule).sorted().toList()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to kim@example.com and a@b.com|to kim@example.com and [EMAIL]",
        "kim.lee@example.com|[EMAIL]",
        "kim@example.com.au|[EMAIL]",
        "OPS@sluice.dev, hong@example.co.kr로|OPS@sluice.dev, hong@example.co.kr로",
        "ｏｐｓ＠ｓｌｕｉｃｅ．ｄｅｖ|ｏｐｓ＠ｓｌｕｉｃｅ．ｄｅｖ",
        "id AKIAIOSFODNN7EXAMPLE|id AKIAIOSFODNN7EXAMPLE",
        "password: T1ger2024!, 비밀번호는 T1ger2025!입니다|password: T1ger2024!, 비밀번호는 [GENERIC_SECRET]입니다"
      })
  void allowedValue_matched_isNotAFinding(String body, String left) {
    for (InspectionRun seen : inspected(ALLOWING, body)) {
      assertEquals(left, seen.text());
      assertEquals("Pass", seen.verdict());
    }
  }

  @Test
  void allowedValue_matched_isNotCounted() {
    InspectionRun seen =
        InspectionRun.whole(Way.response("text/plain").with(ALLOWING), "kim@example.com");
    assertEquals(List.of(), seen.findings());
    assertEquals(Optional.empty(), seen.outcome().rule());
    InspectionRun other =
        InspectionRun.whole(Way.request("").with(ALLOWING), "AKIAIOSFODNN7EXAMPLF");
    assertEquals("Blocked key", other.verdict());
  }

  /** A stream keeps its rules although a reload replaces them. */
  @Test
  void stream_rulesReloaded_keepsItsRules() {
    Inspector before = InspectionRun.policy(one("before", "alpha"));
    BodyInspection running = InspectionRun.open(Way.response(BodySamples.SSE).with(before));
    running.feed(ByteString.copyFromUtf8(BodySamples.delta(0, "alpha. ")), false);
    Inspector after = InspectionRun.policy(one("after", "beta"));
    BodyVerdict rest =
        running.feed(ByteString.copyFromUtf8(BodySamples.delta(0, "alpha and beta. ")), true);
    assertEquals(BodySamples.delta(0, "[WORD] and beta. "), rest.output().toStringUtf8());
    assertFalse(after.mayBlock(BodyDirection.RESPONSE, InspectionRun.SCOPE, RouteWafParts.NONE));
    assertEquals(
        "alpha and [WORD]",
        InspectionRun.whole(Way.response("text/plain").with(after), "alpha and beta").text());
  }

  private static String one(String version, String word) {
    return "{version: %s, rules: [{id: word, kind: keyword, pattern: %s, action: mask}]}"
        .formatted(version, word);
  }

  private static List<InspectionRun> inspected(Inspector policy, String body) {
    ByteString bytes = ByteString.copyFromUtf8(body);
    Way way = Way.response("text/plain").with(policy);
    return List.of(
        InspectionRun.cut(way, bytes, List.of(bytes.size())),
        InspectionRun.cut(way, bytes, InspectionRun.bytewise(bytes.size())));
  }
}
