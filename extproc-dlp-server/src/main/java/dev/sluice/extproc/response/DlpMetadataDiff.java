package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.ShadowChanges;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.recognizer.Confidence;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An encoder of the metadata fields that differ; an absent flag means false. */
final class DlpMetadataDiff {
  /** The field names, encoded as map keys. */
  private enum Field {
    ACTION,
    STAGE,
    POLICY_VERSION,
    POLICY,
    STREAMED,
    RULE,
    RULES,
    FINDINGS,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    CACHED_TOKENS,
    REASONING_TOKENS,
    ESTIMATED,
    DIFF_HASH,
    CHANGED_FILES_HASH,
    ERROR_CODE,
    SHADOW_POLICY,
    SHADOW_REQUEST,
    SHADOW_RESPONSE;

    private final ByteString key =
        ProtobufWriter.encodedString(MAP_KEY, name().toLowerCase(Locale.ROOT));
  }

  private static final int MAP_KEY = 1;
  private static final int MAP_VALUE = 2;
  private static final int USUAL_SIZE = 256;
  private static final ByteString OUTER_KEY =
      ProtobufWriter.encodedString(MAP_KEY, DlpMetadata.NAMESPACE);

  private final DlpMetadata metadata;
  private final @Nullable DlpMetadata sent;
  private final ProtobufWriter out = new ProtobufWriter(USUAL_SIZE);

  // The start of the entry that is being written, and of its value.
  private int entry;
  private int value;

  DlpMetadataDiff(DlpMetadata metadata, @Nullable DlpMetadata sent) {
    this.metadata = metadata;
    this.sent = sent;
  }

  /** Returns the field {@code dynamic_metadata} of a response. */
  ByteString encoded() {
    int field = out.begin(ProcessingResponse.DYNAMIC_METADATA_FIELD_NUMBER);
    int outer = out.begin(Struct.FIELDS_FIELD_NUMBER);
    out.rawFields(OUTER_KEY);
    int inner = out.begin(MAP_VALUE);
    int fields = out.begin(Value.STRUCT_VALUE_FIELD_NUMBER);
    fields();
    out.end(fields);
    out.end(inner);
    out.end(outer);
    out.end(field);
    return out.bytes();
  }

  private void fields() {
    DlpMetadata old = sent;
    TokenUsage usage = metadata.usage();
    TokenUsage oldUsage = old == null ? TokenUsage.NONE : old.usage();
    text(Field.ACTION, metadata.action().label(), old == null ? null : old.action().label());
    text(Field.STAGE, metadata.stage(), old == null ? null : old.stage());
    text(Field.POLICY_VERSION, metadata.policyVersion(), old == null ? null : old.policyVersion());
    text(Field.POLICY, metadata.policyId(), old == null ? null : old.policyId());
    flag(Field.STREAMED, metadata.streamed(), old != null && old.streamed());
    text(Field.RULE, metadata.rule(), old == null ? Optional.empty() : old.rule());
    if (!metadata.rules().isEmpty()) {
      list(Field.RULES, countsById().map(DlpMetadataDiff::struct));
      list(Field.FINDINGS, metadata.findings().stream().map(DlpMetadataDiff::struct));
    }
    number(Field.INPUT_TOKENS, usage.inputTokens(), oldUsage.inputTokens());
    number(Field.OUTPUT_TOKENS, usage.outputTokens(), oldUsage.outputTokens());
    number(Field.CACHED_TOKENS, usage.cachedTokens(), oldUsage.cachedTokens());
    number(Field.REASONING_TOKENS, usage.reasoningTokens(), oldUsage.reasoningTokens());
    flag(Field.ESTIMATED, usage.estimated(), oldUsage.estimated());
    text(Field.DIFF_HASH, metadata.diffHash(), old == null ? Optional.empty() : old.diffHash());
    text(
        Field.CHANGED_FILES_HASH,
        metadata.changedFilesHash(),
        old == null ? Optional.empty() : old.changedFilesHash());
    text(Field.ERROR_CODE, code(metadata), old == null ? Optional.empty() : code(old));
    metadata
        .shadow()
        .ifPresent(shadow -> shadow(shadow, old == null ? null : old.shadow().orElse(null)));
  }

  private void shadow(ShadowChanges changes, @Nullable ShadowChanges before) {
    text(Field.SHADOW_POLICY, changes.policyId(), before == null ? null : before.policyId());
    text(
        Field.SHADOW_REQUEST,
        changes.request().map(BodyChange::label),
        before == null ? Optional.empty() : before.request().map(BodyChange::label));
    text(
        Field.SHADOW_RESPONSE,
        changes.response().map(BodyChange::label),
        before == null ? Optional.empty() : before.response().map(BodyChange::label));
  }

  private static Optional<String> code(DlpMetadata of) {
    return of.error().map(Enum::name);
  }

  private void text(Field field, Optional<String> text, Optional<String> before) {
    text(field, text.orElse(null), before.orElse(null));
  }

  private void text(Field field, @Nullable String text, @Nullable String before) {
    if (text != null && !text.equals(before)) {
      begin(field);
      out.string(Value.STRING_VALUE_FIELD_NUMBER, text);
      end();
    }
  }

  private void number(Field field, OptionalInt number, OptionalInt before) {
    if (number.isPresent() && !number.equals(before)) {
      begin(field);
      out.number(Value.NUMBER_VALUE_FIELD_NUMBER, (double) number.getAsInt());
      end();
    }
  }

  private void flag(Field field, boolean flag, boolean before) {
    if (flag != before) {
      begin(field);
      out.number(Value.BOOL_VALUE_FIELD_NUMBER, flag ? 1 : 0);
      end();
    }
  }

  private void list(Field field, Stream<Struct> entries) {
    ListValue.Builder list = ListValue.newBuilder();
    entries.forEach(entry -> list.addValues(Value.newBuilder().setStructValue(entry)));
    begin(field);
    out.bytes(Value.LIST_VALUE_FIELD_NUMBER, list.build().toByteString());
    end();
  }

  private void begin(Field field) {
    entry = out.begin(Struct.FIELDS_FIELD_NUMBER);
    out.rawFields(field.key);
    value = out.begin(MAP_VALUE);
  }

  private void end() {
    out.end(value);
    out.end(entry);
  }

  /** Returns the counts, of rules with several actions the sum. */
  private Stream<RuleCount> countsById() {
    Map<String, RuleCount> counts = new LinkedHashMap<>();
    metadata.rules().forEach(count -> counts.merge(count.rule(), count, RuleCount::plus));
    return counts.values().stream();
  }

  private static Struct struct(RuleCount count) {
    return Struct.newBuilder()
        .putFields("id", text(count.rule()))
        .putFields("count", number((double) count.count()))
        .build();
  }

  private static Struct struct(DlpFinding finding) {
    Struct.Builder fields =
        Struct.newBuilder()
            .putFields("direction", text(lower(finding.direction())))
            .putFields("rule", text(finding.rule()))
            .putFields("kind", text(finding.kind()))
            .putFields("channel", text(finding.channel()))
            .putFields("offset", number((double) finding.offset()))
            .putFields("length", number(finding.length()))
            .putFields("action", text(finding.action().label()));
    if (finding.confidence() != Confidence.HIGH) {
      fields.putFields("confidence", text(finding.confidence().label()));
    }
    finding.hash().ifPresent(hash -> fields.putFields("hash", text(hash)));
    return fields.build();
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
}
