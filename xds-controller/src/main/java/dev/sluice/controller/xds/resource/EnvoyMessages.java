package dev.sluice.controller.xds.resource;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;

/** A set of small messages that many translators use. */
public final class EnvoyMessages {
  /** The configuration source of resources on the same ADS stream. */
  public static final ConfigSource ADS =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  private EnvoyMessages() {}

  public static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  public static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  public static Duration millis(long millis) {
    return duration(java.time.Duration.ofMillis(millis));
  }

  public static UInt32Value uint(int value) {
    return UInt32Value.of(value);
  }

  public static Address address(String host, int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(host).setPortValue(port))
        .build();
  }

  public static GrpcService grpc(String cluster) {
    GrpcService.Builder service = GrpcService.newBuilder();
    service.getEnvoyGrpcBuilder().setClusterName(cluster);
    return service.build();
  }

  /** Returns a header that replaces all of its name. */
  public static HeaderValueOption overwriting(String name, String value) {
    return header(name, value, HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
  }

  /** Returns the value of a header in which Envoy replaces nothing. */
  public static String literal(String value) {
    return value.replace("%", "%%");
  }

  /** Returns a match of a whole text with an expression in RE2 syntax. */
  public static RegexMatcher regex(String regex) {
    return RegexMatcher.newBuilder().setRegex(regex).build();
  }

  /** Returns a named extension with its settings. */
  public static TypedExtensionConfig extension(String name, Message config) {
    return TypedExtensionConfig.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }

  /** Returns an HTTP filter with its settings. */
  public static HttpFilter httpFilter(String name, Message config) {
    return HttpFilter.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }

  /** Returns a named extension of a matcher. Matchers have a type of their own for it. */
  public static com.github.xds.core.v3.TypedExtensionConfig matcherExtension(
      String name, Message config) {
    return com.github.xds.core.v3.TypedExtensionConfig.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }

  public static HeaderValueOption header(
      String name, String value, HeaderValueOption.HeaderAppendAction action) {
    return HeaderValueOption.newBuilder()
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .setAppendAction(action)
        .build();
  }

  /** Returns metadata in our own namespace. */
  public static Metadata ownMetadata(String key, String value) {
    Struct fields =
        Struct.newBuilder()
            .putFields(key, Value.newBuilder().setStringValue(value).build())
            .build();
    return Metadata.newBuilder().putFilterMetadata(XdsNames.METADATA, fields).build();
  }
}
