package dev.sluice.extproc.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.ShadowChanges;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DlpMetadataTest {
  private static final DlpMetadata ASKED =
      clean("pre", new TokenUsage(OptionalInt.of(12), none(), none(), none(), true));
  private static final DlpMetadata ANSWERED =
      clean("post", new TokenUsage(OptionalInt.of(13), OptionalInt.of(40), none(), none(), false));

  @Test
  void diff_nothingSent_hasAllFields() throws Exception {
    assertEquals(
        Map.of(
            "action", text("allow"),
            "stage", text("pre"),
            "policy_version", text("v1"),
            "policy", text("rules@v1#0"),
            "input_tokens", number(12),
            "estimated", flag(true)),
        fields(ASKED.diff(null)));
  }

  @Test
  void diff_fieldsSent_hasChangedFields() throws Exception {
    assertEquals(
        Map.of(
            "stage", text("post"),
            "input_tokens", number(13),
            "output_tokens", number(40),
            "estimated", flag(false)),
        fields(ANSWERED.diff(ASKED)));
    assertTrue(ANSWERED.diff(ANSWERED).isEmpty());
  }

  @Test
  void diff_newFindings_hasFindings() throws Exception {
    DlpFinding finding =
        new DlpFinding(
            BodyDirection.RESPONSE,
            "email",
            "email",
            "choices[0]",
            7,
            16,
            RuleAction.MASK,
            Optional.of("k3"));
    DlpMetadata masked =
        new DlpMetadata(
            RuleAction.MASK,
            "post",
            Optional.of("email"),
            List.of(new RuleCount("email", "email", RuleAction.MASK, 2)),
            List.of(finding),
            ANSWERED.usage(),
            Optional.of("d1"),
            Optional.of("f1"),
            "v1",
            "rules@v1#0",
            true,
            Optional.of(DlpErrorCode.DLP_BLOCKED),
            Optional.of(
                new ShadowChanges(
                    "rules@v2#1", Optional.of(BodyChange.PASS_TO_BLOCK), Optional.empty())));
    Map<String, Value> fields = fields(masked.diff(ANSWERED));
    assertEquals(
        List.of(
            "action",
            "changed_files_hash",
            "diff_hash",
            "error_code",
            "findings",
            "rule",
            "rules",
            "shadow_policy",
            "shadow_request",
            "streamed"),
        List.copyOf(fields.keySet()));
    Struct rule =
        fields.getOrDefault("rules", text("")).getListValue().getValues(0).getStructValue();
    assertEquals(Map.of("id", text("email"), "count", number(2)), rule.getFieldsMap());
    Struct where =
        fields.getOrDefault("findings", text("")).getListValue().getValues(0).getStructValue();
    assertEquals(
        Map.of(
            "direction", text("response"),
            "rule", text("email"),
            "kind", text("email"),
            "channel", text("choices[0]"),
            "offset", number(7),
            "length", number(16),
            "action", text("mask"),
            "hash", text("k3")),
        where.getFieldsMap());
    assertEquals(text("DLP_BLOCKED"), fields.get("error_code"));
    assertEquals(text("rules@v2#1"), fields.get("shadow_policy"));
    assertEquals(text("pass-to-block"), fields.get("shadow_request"));
  }

  private static Map<String, Value> fields(ByteString field) throws Exception {
    return new TreeMap<>(
        ProcessingResponse.parseFrom(field)
            .getDynamicMetadata()
            .getFieldsOrThrow(DlpMetadata.NAMESPACE)
            .getStructValue()
            .getFieldsMap());
  }

  private static DlpMetadata clean(String stage, TokenUsage usage) {
    return new DlpMetadata(
        RuleAction.ALLOW,
        stage,
        Optional.empty(),
        List.of(),
        List.of(),
        usage,
        Optional.empty(),
        Optional.empty(),
        "v1",
        "rules@v1#0",
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  private static Value flag(boolean flag) {
    return Value.newBuilder().setBoolValue(flag).build();
  }
}
