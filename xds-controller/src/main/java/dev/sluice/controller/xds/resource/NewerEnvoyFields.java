package dev.sluice.controller.xds.resource;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.extensions.formatter.cel.v3.Cel;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import java.util.List;

/**
 * The fields of Envoy 1.40 that the API classes (1.34) lack, written by number as unknown fields.
 * Their numbers are defined only here.
 */
public final class NewerEnvoyFields {
  /**
   * The field {@code HeaderMutation.remove_on_match}, a message whose field 1 is {@code
   * key_matcher}.
   */
  private static final int HEADER_MUTATION_REMOVE_ON_MATCH = 3;

  private static final int REMOVE_ON_MATCH_KEY_MATCHER = 1;

  /** The field {@code CelExpressionConfig.enable_string_functions}. */
  private static final int ENABLE_STRING_FUNCTIONS = 3;

  /** The field {@code Cel.cel_config}. */
  private static final int CEL_CONFIG = 1;

  /** The field {@code Mutations.formatters} of the HTTP filter header_mutation. */
  private static final int MUTATIONS_FORMATTERS = 6;

  /** The field {@code Config.clear_route_cache} of the HTTP filter set_filter_state. */
  private static final int SET_FILTER_STATE_CLEAR_ROUTE_CACHE = 2;

  /** The field {@code CustomTag.value}, a format. */
  private static final int CUSTOM_TAG_VALUE = 6;

  /** The field {@code TraceIdRatioBasedSamplerConfig.sampling_percentage}. */
  private static final int SAMPLING_PERCENTAGE = 1;

  /** The field {@code ParentBasedSamplerConfig.wrapped_sampler}. */
  private static final int WRAPPED_SAMPLER = 1;

  /** The field {@code Compressor.CommonDirectionConfig.content_type_matcher}. */
  private static final int CONTENT_TYPE_MATCHER = 4;

  /** The field {@code DirectResponseAction.body_format}. */
  private static final int DIRECT_RESPONSE_BODY_FORMAT = 3;

  /** The field {@code ConsistentHashingLbConfig.hash_policy}. */
  private static final int CONSISTENT_HASHING_HASH_POLICY = 3;

  /**
   * The field {@code ZoneAwareLbConfig.force_local_zone}, a message whose field 1 is {@code
   * min_size}.
   */
  private static final int ZONE_AWARE_FORCE_LOCAL_ZONE = 5;

  private static final int FORCE_LOCAL_ZONE_MIN_SIZE = 1;

  /** The field {@code Route.request_body_buffer_limit}. */
  private static final int ROUTE_REQUEST_BODY_BUFFER_LIMIT = 20;

  private static final String SAMPLERS =
      "type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.";

  /** The fields that enable string functions in the values of mutations. */
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

  /** Returns the removal of all headers whose names have a prefix. */
  public static HeaderMutation removeByPrefix(String prefix) {
    return removeBy(StringMatcher.newBuilder().setPrefix(prefix).build());
  }

  /** Returns the removal of all headers whose whole names match a regular expression of RE2. */
  public static HeaderMutation removeByPattern(String pattern) {
    return removeBy(
        StringMatcher.newBuilder()
            .setSafeRegex(RegexMatcher.newBuilder().setRegex(pattern))
            .build());
  }

  private static HeaderMutation removeBy(StringMatcher name) {
    ByteString removal = field(REMOVE_ON_MATCH_KEY_MATCHER, name.toByteString()).toByteString();
    return HeaderMutation.newBuilder()
        .setUnknownFields(field(HEADER_MUTATION_REMOVE_ON_MATCH, removal))
        .build();
  }

  /** Returns the content types of a direction that is compressed. */
  public static UnknownFieldSet contentTypes(List<String> types) {
    UnknownFieldSet.Field.Builder matchers = UnknownFieldSet.Field.newBuilder();
    types.forEach(type ->
        matchers.addLengthDelimited(
            StringMatcher.newBuilder().setExact(type).build().toByteString()));
    return UnknownFieldSet.newBuilder().addField(CONTENT_TYPE_MATCHER, matchers.build()).build();
  }

  /** Returns a tag of spans or access log entries with a value in access log format. */
  public static CustomTag customTag(String name, String format) {
    return CustomTag.newBuilder()
        .setTag(name)
        .setUnknownFields(field(CUSTOM_TAG_VALUE, ByteString.copyFromUtf8(format)))
        .build();
  }

  /** Returns a sampler of a share of traces, chosen by their ids. */
  public static Any ratioSampler(FractionalPercent share) {
    return Any.newBuilder()
        .setTypeUrl(SAMPLERS + "TraceIdRatioBasedSamplerConfig")
        .setValue(field(SAMPLING_PERCENTAGE, share.toByteString()).toByteString())
        .build();
  }

  /**
   * Returns a sampler that follows the caller's decision and asks another sampler if there is none.
   */
  public static Any parentSampler(TypedExtensionConfig otherwise) {
    return Any.newBuilder()
        .setTypeUrl(SAMPLERS + "ParentBasedSamplerConfig")
        .setValue(field(WRAPPED_SAMPLER, otherwise.toByteString()).toByteString())
        .build();
  }

  /** Returns a direct response with a body in access log format. */
  public static DirectResponseAction formatted(
      DirectResponseAction response, SubstitutionFormatString body) {
    return response.toBuilder()
        .setUnknownFields(field(DIRECT_RESPONSE_BODY_FORMAT, body.toByteString()))
        .build();
  }

  /** Returns the field with the hash policy of a cluster, which replaces that of routes. */
  public static UnknownFieldSet hashPolicy(HashPolicy policy) {
    return field(CONSISTENT_HASHING_HASH_POLICY, policy.toByteString());
  }

  /** Returns the field that keeps requests in the zone of the Envoy. */
  public static UnknownFieldSet forceLocalZone(UInt32Value minSize) {
    return field(
        ZONE_AWARE_FORCE_LOCAL_ZONE,
        field(FORCE_LOCAL_ZONE_MIN_SIZE, minSize.toByteString()).toByteString());
  }

  /** Returns the field with the most bytes of a request body that Envoy keeps for a retry. */
  public static UnknownFieldSet requestBodyBufferLimit(long bytes) {
    return field(ROUTE_REQUEST_BODY_BUFFER_LIMIT, UInt64Value.of(bytes).toByteString());
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
