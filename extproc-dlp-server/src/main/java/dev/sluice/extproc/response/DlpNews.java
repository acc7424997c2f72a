package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.wire.WireWriter;
import dev.sluice.extproc.inspect.Finding;
import dev.sluice.extproc.inspect.Outcome.RuleCount;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes those fields of the metadata that differ; a flag that is not there is false. */
final class DlpNews {
  /** The names, as a map of the protocol has its keys. */
  private enum Field {
    ACTION,
    STAGE,
    POLICY_VERSION,
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
    ERROR_CODE;

    private final ByteString key = WireWriter.text(MAP_KEY, name().toLowerCase(Locale.ROOT));
  }

  private static final int MAP_KEY = 1;
  private static final int MAP_VALUE = 2;
  private static final int USUAL_SIZE = 256;
  private static final ByteString OUTER_KEY = WireWriter.text(MAP_KEY, DlpMetadata.NAMESPACE);

  private final DlpMetadata metadata;
  private final @Nullable DlpMetadata told;
  private final WireWriter out = new WireWriter(USUAL_SIZE);

  DlpNews(DlpMetadata metadata, @Nullable DlpMetadata told) {
    this.metadata = metadata;
    this.told = told;
  }

  /** The field {@code dynamic_metadata} of an answer. */
  ByteString written() {
    int field = out.begin(ProcessingResponse.DYNAMIC_METADATA_FIELD_NUMBER);
    int entry = out.begin(Struct.FIELDS_FIELD_NUMBER);
    out.fields(OUTER_KEY);
    int value = out.begin(MAP_VALUE);
    int fields = out.begin(Value.STRUCT_VALUE_FIELD_NUMBER);
    fields();
    out.end(fields);
    out.end(value);
    out.end(entry);
    out.end(field);
    return out.bytes();
  }

  private void fields() {
    text(Field.ACTION, known -> Optional.of(lower(known.action())));
    text(Field.STAGE, known -> Optional.of(known.stage()));
    text(Field.POLICY_VERSION, known -> Optional.of(known.policyVersion()));
    flag(Field.STREAMED, DlpMetadata::streamed);
    text(Field.RULE, DlpMetadata::rule);
    if (!metadata.rules().isEmpty()) {
      list(Field.RULES, metadata.rules().stream().map(DlpNews::struct));
      list(Field.FINDINGS, metadata.findings().stream().map(DlpNews::struct));
    }
    number(Field.INPUT_TOKENS, known -> known.usage().inputTokens());
    number(Field.OUTPUT_TOKENS, known -> known.usage().outputTokens());
    number(Field.CACHED_TOKENS, known -> known.usage().cachedTokens());
    number(Field.REASONING_TOKENS, known -> known.usage().reasoningTokens());
    flag(Field.ESTIMATED, known -> known.usage().estimated());
    text(Field.DIFF_HASH, DlpMetadata::diffHash);
    text(Field.ERROR_CODE, known -> known.error().map(Enum::name));
  }

  private void text(Field field, Function<DlpMetadata, Optional<String>> part) {
    Optional<String> text = part.apply(metadata);
    if (text.isPresent() && (told == null || !text.equals(part.apply(told)))) {
      put(field, () -> out.string(Value.STRING_VALUE_FIELD_NUMBER, text.get()));
    }
  }

  private void number(Field field, Function<DlpMetadata, OptionalInt> part) {
    OptionalInt number = part.apply(metadata);
    if (number.isPresent() && (told == null || !number.equals(part.apply(told)))) {
      put(field, () -> out.number(Value.NUMBER_VALUE_FIELD_NUMBER, (double) number.getAsInt()));
    }
  }

  private void flag(Field field, Predicate<DlpMetadata> part) {
    boolean flag = part.test(metadata);
    if (flag != (told != null && part.test(told))) {
      put(field, () -> out.number(Value.BOOL_VALUE_FIELD_NUMBER, flag ? 1 : 0));
    }
  }

  private void list(Field field, Stream<Struct> entries) {
    ListValue.Builder list = ListValue.newBuilder();
    entries.forEach(entry -> list.addValues(Value.newBuilder().setStructValue(entry)));
    put(field, () -> out.bytes(Value.LIST_VALUE_FIELD_NUMBER, list.build().toByteString()));
  }

  private void put(Field field, Runnable kind) {
    int entry = out.begin(Struct.FIELDS_FIELD_NUMBER);
    out.fields(field.key);
    int value = out.begin(MAP_VALUE);
    kind.run();
    out.end(value);
    out.end(entry);
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
