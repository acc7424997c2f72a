package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.Secret;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.rewriter.HashKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tests of the replacements of values. */
class ReplacementsTest {
  private static final String RULES =
      """
      version: test
      rules:
        - {id: email, kind: checksum, validator: email, action: hash}
        - {id: card_number, kind: checksum, validator: card, action: redact}
        - {id: staff-no, kind: regex, pattern: 'EMP-[0-9]{6}', action: redact}
      """;
  private static final String ONLY_MASKED =
      """
      version: test
      rules:
        - {id: email, kind: checksum, validator: email, action: mask}
      """;
  private static final String KEY = "0123456789abcdef";

  @Test
  void redact_value_becomesItsKind() {
    assertEquals("[CARD], [STAFF_NO]", inspected(KEY, "t1", "4111 1111 1111 1111, EMP-123456"));
  }

  @Test
  void hash_sameValueKeyAndTenant_isEqual() {
    String hash = inspected(KEY, "t1", "a@b.com");
    assertTrue(hash.matches("\\[EMAIL:[a-z2-7]{12}]"), hash);
    assertEquals(hash + " " + hash, inspected(KEY, "t1", "a@b.com ａ@b.com"));
    assertNotEquals(hash, inspected(KEY, "t1", "c@b.com"));
    assertNotEquals(hash, inspected(KEY, "t2", "a@b.com"));
    assertNotEquals(hash, inspected(KEY + "g", "t1", "a@b.com"));
  }

  @Test
  void hash_withoutKey_policyIsRejected() {
    assertTrue(
        load(Optional.empty(), RULES) instanceof PolicyResult.Rejected<DlpPolicy>(var problems)
            && problems.toString().contains("/rules/0/action: rule email: hash needs the key"));
    assertFalse(HashKey.isLongEnough(Secret.of("0123456789abcde")));
  }

  @Test
  void finding_anyAction_hasHash() {
    BodyInspection inspection = open(Optional.of(KEY), "t1", ONLY_MASKED);
    var _ = inspection.feed(ByteString.copyFromUtf8("to a@b.com"), true);
    String hash = inspected(KEY, "t1", "a@b.com").replaceAll("\\[EMAIL:|]", "");
    assertEquals(
        List.of(
            new DlpFinding(
                BodyDirection.RESPONSE,
                "email",
                "email",
                "text",
                3,
                7,
                RuleAction.MASK,
                Optional.of(hash))),
        inspection.findings());
  }

  @Test
  void finding_withoutKey_hasNoHash() {
    BodyInspection inspection = open(Optional.empty(), "t1", ONLY_MASKED);
    var _ = inspection.feed(ByteString.copyFromUtf8("to a@b.com"), true);
    assertEquals(Optional.empty(), inspection.findings().getFirst().hash());
  }

  private static String inspected(String key, String tenant, String text) {
    return open(Optional.of(key), tenant, RULES)
        .feed(ByteString.copyFromUtf8(text), true)
        .output()
        .toStringUtf8();
  }

  private static BodyInspection open(Optional<String> key, String tenant, String rules) {
    PolicyResult<DlpPolicy> result = load(key.map(text -> new HashKey(Secret.of(text))), rules);
    Inspector inspector =
        switch (result) {
          case PolicyResult.Loaded<DlpPolicy> loaded -> new PolicyInspector(loaded.value());
          case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
        };
    return inspector
        .open(
            BodyDirection.RESPONSE,
            "text/plain",
            new ExchangeScope("r", tenant, "dev", "localhost", "/"),
            new InspectionSettings(false, 1000))
        .orElseThrow();
  }

  private static PolicyResult<DlpPolicy> load(Optional<HashKey> key, String rules) {
    return DlpPolicyCompiler.file(key)
        .load(Path.of("rules.yaml"), rules.getBytes(StandardCharsets.UTF_8));
  }
}
