package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.recognizer.Confidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceRulesTest {
  private static final ExchangeScope DEV =
      new ExchangeScope("api/r", "t1", "dev", "gateway.example", "/");
  private static final ExchangeScope PROD =
      new ExchangeScope("api/r", "t1", "prod", "gateway.example", "/");

  private static final String NAMES =
      """
      version: test
      rules:
        - {id: name, kind: checksum, validator: person_name, action: mask, confidence: {medium: log, low: log}}
      """;

  @TempDir private Path folder;

  @Test
  void compile_threeActions_isThreeRules() throws IOException {
    List<DlpRule> rules = policy(NAMES).rules();
    assertEquals(
        List.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW),
        rules.stream().map(DlpRule::confidence).toList());
    assertEquals(
        List.of(RuleAction.MASK, RuleAction.LOG, RuleAction.LOG),
        rules.stream().map(DlpRule::action).toList());
    assertEquals(List.of(0, 1, 2), rules.stream().map(DlpRule::order).toList());
    assertTrue(rules.stream().allMatch(rule -> rule.id().equals("name")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          성명: 김민수 입니다        | HIGH   | 성명: [NAME] 입니다
          성명: 허준                 | MEDIUM | 성명: 허준
          어제 김민수가 왔다         | LOW    | 어제 김민수가 왔다
          """)
  void finding_ofConfidence_hasItsAction(String text, Confidence confidence, String output)
      throws IOException {
    BodyInspection inspection = inspection(policy(NAMES), DEV);
    BodyVerdict verdict = inspection.feed(ByteString.copyFromUtf8(text), true);
    assertEquals(output, verdict.output().toStringUtf8());
    assertEquals(
        List.of(confidence), inspection.findings().stream().map(DlpFinding::confidence).toList());
  }

  @Test
  void confidence_absent_findsOnlyHigh() throws IOException {
    String rules =
        """
        version: test
        rules:
          - {id: name, kind: checksum, validator: person_name, action: mask}
        """;
    BodyInspection inspection = inspection(policy(rules), DEV);
    var _ = inspection.feed(ByteString.copyFromUtf8("성명: 허준"), true);
    assertEquals(List.of(), inspection.findings());
  }

  @Test
  void outcome_twoConfidences_strongestDecides() throws IOException {
    BodyInspection inspection = inspection(policy(NAMES), DEV);
    var _ = inspection.feed(ByteString.copyFromUtf8("성명: 허준, 담당자: 김민수"), true);
    InspectionOutcome outcome = inspection.outcome();
    assertEquals(RuleAction.MASK, outcome.action());
    assertEquals(Optional.of("name"), outcome.rule());
    assertEquals(2, outcome.counts().size());
  }

  @Test
  void scope_moreSpecific_replacesAllConfidences() throws IOException {
    DlpPolicy policy =
        policy(
            NAMES
                + """
                  - {id: name, kind: checksum, validator: person_name, action: log, environments: [prod]}
                """);
    assertEquals(3, policy.inForce(BodyDirection.REQUEST, DEV).cardinality());
    assertEquals(1, policy.inForce(BodyDirection.REQUEST, PROD).cardinality());
    assertEquals(3, policy.inForce(BodyDirection.REQUEST, PROD).nextSetBit(0));
  }

  @Test
  void allow_anyConfidence_isNoFinding() throws IOException {
    BodyInspection inspection =
        inspection(policy(NAMES.replace("action: mask", "action: mask, allow: [허준]")), DEV);
    var _ = inspection.feed(ByteString.copyFromUtf8("성명: 허준"), true);
    assertEquals(List.of(), inspection.findings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: regex, pattern: 'a+', confidence: {low: log}             | /rules/0/confidence: rule x: is possible only with a validator
          kind: checksum, validator: card, pattern: '4[0-9]+', confidence: {low: log} | is possible only with a validator and without a pattern
          kind: checksum, validator: card, confidence: {low: log}        | /rules/0/confidence/low: rule x: recognizer card has no findings of low confidence; remove it
          kind: checksum, validator: generic_secret, confidence: {medium: log} | has no findings of medium confidence; use low, or remove it
          kind: checksum, validator: kr_rrn, confidence: {medum: log}    | medum
          kind: checksum, validator: kr_rrn, confidence: {low: hide}     | /rules/0/confidence/low
          kind: checksum, validator: kr_rrn, confidence: {low: hash}     | /rules/0/confidence/low: rule x: hash needs the key
          kind: checksum, validator: kr_rrn, action: log, mask: '[X]', confidence: {low: log} | is allowed only with action mask
          """)
  void load_invalidConfidence_isRejected(String keys, String problem) throws IOException {
    PolicyResult<DlpPolicy> result = load("version: test\nrules:\n  - {id: x, " + keys + "}\n");
    assertTrue(
        result instanceof PolicyResult.Rejected<DlpPolicy>(List<PolicyProblem> problems)
            && problems.toString().contains(problem),
        result::toString);
  }

  @Test
  void mask_ofMediumOnly_isAllowed() throws IOException {
    DlpPolicy policy =
        policy(
            """
            version: test
            rules:
              - {id: x, kind: checksum, validator: kr_rrn, action: block, mask: '[R]', confidence: {medium: mask}}
            """);
    BodyVerdict verdict =
        inspection(policy, DEV).feed(ByteString.copyFromUtf8("손님 950712-1111111 확인"), true);
    assertEquals("손님 [R] 확인", verdict.output().toStringUtf8());
  }

  private static BodyInspection inspection(DlpPolicy policy, ExchangeScope scope) {
    return new PolicyInspector(policy)
        .open(BodyDirection.REQUEST, "text/plain", scope, new InspectionSettings(true, 1 << 20))
        .orElseThrow();
  }

  private DlpPolicy policy(String rules) throws IOException {
    return switch (load(rules)) {
      case PolicyResult.Loaded<DlpPolicy>(DlpPolicy policy, var _) -> policy;
      case PolicyResult.Rejected<DlpPolicy>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private PolicyResult<DlpPolicy> load(String rules) throws IOException {
    Path file = Files.createTempFile(folder, "rules", ".yaml");
    Files.writeString(file, rules, StandardCharsets.UTF_8);
    return DlpPolicyCompiler.file(Optional.empty()).load(file);
  }
}
