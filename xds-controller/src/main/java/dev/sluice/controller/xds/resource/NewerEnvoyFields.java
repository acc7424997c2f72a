package dev.sluice.controller.xds.resource;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.formatter.cel.v3.Cel;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.envoyproxy.envoy.type.v3.FractionalPercent;

/**
 * Fields of Envoy 1.40 that the API classes (1.34) do not have, written by number as unknown
 * fields. Each is named here and nowhere else.
 */
public final class NewerEnvoyFields {
  /** {@code HeaderMutation.remove_on_match}, a message whose field 1 is the {@code key_matcher}. */
  private static final int HEADER_MUTATION_REMOVE_ON_MATCH = 3;

  private static final int REMOVE_ON_MATCH_KEY_MATCHER = 1;

  /** {@code CelExpressionConfig.enable_string_functions}. */
  private static final int ENABLE_STRING_FUNCTIONS = 3;

  /** {@code Cel.cel_config}. */
  private static final int CEL_CONFIG = 1;

  /** {@code Mutations.formatters} of the HTTP filter header_mutation. */
  private static final int MUTATIONS_FORMATTERS = 6;

  /** {@code Config.clear_route_cache} of the HTTP filter set_filter_state. */
  private static final int SET_FILTER_STATE_CLEAR_ROUTE_CACHE = 2;

  /** {@code CustomTag.value}, a format. */
  private static final int CUSTOM_TAG_VALUE = 6;

  /** {@code TraceIdRatioBasedSamplerConfig.sampling_percentage}. */
  private static final int SAMPLING_PERCENTAGE = 1;

  /** {@code ParentBasedSamplerConfig.wrapped_sampler}. */
  private static final int WRAPPED_SAMPLER = 1;

  private static final String SAMPLERS =
      "type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.";

  /** Lets the values of mutations call functions on texts. */
  public static final UnknownFieldSet STRING_FUNCTIONS = stringFunctions();

  public static final UnknownFieldSet CLEAR_ROUTE_CACHE = on(SET_FILTER_STATE_CLEAR_ROUTE_CACHE);

  private NewerEnvoyFields() {}

  private static UnknownFieldSet stringFunctions() {
    Cel cel =
        Cel.newBuilder()
            .setUnknownFields(field(CEL_CONFIG, on(ENABLE_STRING_FUNCTIONS).toByteString()))
            .build();
    TypedExtensionConfig formatter =
        TypedExtensionConfig.newBuilder()
            .setName("envoy.formatter.cel")
            .setTypedConfig(DeterministicEncoding.any(cel))
            .build();
    return field(MUTATIONS_FORMATTERS, formatter.toByteString());
  }

  /** Removes every header whose name begins so. */
  public static HeaderMutation removeByPrefix(String prefix) {
    ByteString matcher = StringMatcher.newBuilder().setPrefix(prefix).build().toByteString();
    ByteString removal = field(REMOVE_ON_MATCH_KEY_MATCHER, matcher).toByteString();
    return HeaderMutation.newBuilder()
        .setUnknownFields(field(HEADER_MUTATION_REMOVE_ON_MATCH, removal))
        .build();
  }

  /** A tag of spans, or of access log entries, whose value is made as access logs make theirs. */
  public static CustomTag customTag(String name, String format) {
    return CustomTag.newBuilder()
        .setTag(name)
        .setUnknownFields(field(CUSTOM_TAG_VALUE, ByteString.copyFromUtf8(format)))
        .build();
  }

  /** Samples so many traces, by their ids. */
  public static Any ratioSampler(FractionalPercent share) {
    return Any.newBuilder()
        .setTypeUrl(SAMPLERS + "TraceIdRatioBasedSamplerConfig")
        .setValue(field(SAMPLING_PERCENTAGE, share.toByteString()).toByteString())
        .build();
  }

  /** Does what the caller does, and asks another sampler where there is no trace yet. */
  public static Any parentSampler(TypedExtensionConfig otherwise) {
    return Any.newBuilder()
        .setTypeUrl(SAMPLERS + "ParentBasedSamplerConfig")
        .setValue(field(WRAPPED_SAMPLER, otherwise.toByteString()).toByteString())
        .build();
  }

  private static UnknownFieldSet on(int number) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }

  private static UnknownFieldSet field(int number, ByteString message) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(message).build())
        .build();
  }
}
