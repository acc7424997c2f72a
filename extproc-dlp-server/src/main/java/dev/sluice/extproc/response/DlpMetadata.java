package dev.sluice.extproc.response;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.extproc.inspect.Finding;
import dev.sluice.extproc.inspect.Outcome.RuleCount;
import dev.sluice.extproc.inspect.Usage;
import dev.sluice.extproc.policy.Action;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the access log learns of an inspected exchange.
 *
 * @param action the strongest action of both directions
 * @param stage where it was decided: {@code pre}, {@code post}, or an event stream's mode
 * @param rule the rule that asked for the action
 * @param rules how often each rule matched
 * @param findings the matches, the first of them
 * @param diffHash of an agent's answer
 * @param streamed whether the answer is an event stream
 * @param error the code of a refusal
 */
public record DlpMetadata(
    Action action,
    String stage,
    Optional<String> rule,
    List<RuleCount> rules,
    List<Finding> findings,
    Usage usage,
    Optional<String> diffHash,
    String policyVersion,
    boolean streamed,
    Optional<ErrorCode> error) {
  /** The namespace that Envoy must be told to receive. */
  public static final String NAMESPACE = "dev.sluice.dlp";

  /** How many matches it tells of; all of them are counted. */
  public static final int MOST_FINDINGS = 20;

  public DlpMetadata {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings.subList(0, Math.min(findings.size(), MOST_FINDINGS)));
  }

  /** The form that Envoy files: one field per namespace. */
  public Struct toStruct() {
    Struct.Builder fields =
        Struct.newBuilder()
            .putFields("action", text(lower(action)))
            .putFields("stage", text(stage))
            .putFields("policy_version", text(policyVersion))
            .putFields("streamed", flag(streamed));
    rule.ifPresent(id -> fields.putFields("rule", text(id)));
    if (!rules.isEmpty()) {
      fields.putFields("rules", list(rules.stream().map(DlpMetadata::struct)));
      fields.putFields("findings", list(findings.stream().map(DlpMetadata::struct)));
    }
    usage.inputTokens().ifPresent(count -> fields.putFields("input_tokens", number(count)));
    usage.outputTokens().ifPresent(count -> fields.putFields("output_tokens", number(count)));
    usage.cachedTokens().ifPresent(count -> fields.putFields("cached_tokens", number(count)));
    usage.reasoningTokens().ifPresent(count -> fields.putFields("reasoning_tokens", number(count)));
    if (usage.inputTokens().isPresent() || usage.outputTokens().isPresent()) {
      fields.putFields("estimated", flag(usage.estimated()));
    }
    diffHash.ifPresent(hash -> fields.putFields("diff_hash", text(hash)));
    error.ifPresent(code -> fields.putFields("error_code", text(code.name())));
    return Struct.newBuilder()
        .putFields(NAMESPACE, Value.newBuilder().setStructValue(fields).build())
        .build();
  }

  private static Struct struct(RuleCount count) {
    return Struct.newBuilder()
        .putFields("id", text(count.rule()))
        .putFields("count", number((double) count.count()))
        .build();
  }

  private static Struct struct(Finding finding) {
    Struct.Builder fields =
        Struct.newBuilder()
            .putFields("direction", text(lower(finding.direction())))
            .putFields("rule", text(finding.rule()))
            .putFields("kind", text(finding.kind()))
            .putFields("channel", text(finding.channel()))
            .putFields("offset", number((double) finding.offset()))
            .putFields("length", number(finding.length()))
            .putFields("action", text(lower(finding.action())));
    finding.hash().ifPresent(hash -> fields.putFields("hash", text(hash)));
    return fields.build();
  }

  private static Value list(Stream<Struct> entries) {
    ListValue.Builder list = ListValue.newBuilder();
    entries.forEach(entry -> list.addValues(Value.newBuilder().setStructValue(entry)));
    return Value.newBuilder().setListValue(list).build();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
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
