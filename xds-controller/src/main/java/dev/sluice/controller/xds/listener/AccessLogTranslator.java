package dev.sluice.controller.xds.listener;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.policy.gateway.AccessLogIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKey;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKey.PathSegment;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKind;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKind.Cluster;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A translator of the access logs. Each exchange is sent to extproc-dlp-server for the audit row,
 * and printed as a JSON line, because Envoy loses entries while that server is unreachable. Neither
 * entry contains a query string or a credential.
 */
final class AccessLogTranslator {
  private static final String LOG_NAME = "sluice";
  private static final String TRACE = "%TRACE_ID%";
  private static final List<String> REQUEST_HEADERS =
      List.of(
          XdsNames.CORRELATION_HEADER,
          "x-model",
          "traceparent",
          "x-agent-id",
          "x-dwp-source",
          "x-dwp-caller-type");
  private static final List<String> RESPONSE_HEADERS =
      List.of("content-type", XdsNames.CORRELATION_HEADER, XdsNames.FALLBACK_HEADER);

  private static final String CREDENTIAL = "@|%40|=|eyJ|slk_|sk-|AKIA";
  private static final String NUMBER =
      "[0-9]{6}-?[0-9]{7}|([0-9]{4}([ +-]|%20)?){3}[0-9]"
          + "|[0-9]{4}(-|%20)[0-9]{6}(-|%20)[0-9]{5}";

  /**
   * The expression for the logged path. It masks more than audit records do, and always the whole
   * path, because Envoy limits the length of patterns and cannot cut texts.
   */
  private static final String SHOWN_PATH =
      "request.url_path.matches('%s') || request.url_path.matches('%s') ? '[masked]'"
              .formatted(CREDENTIAL, NUMBER)
          + " : request.url_path";

  private static final Map<String, String> LINE =
      Map.ofEntries(
          Map.entry("log", LOG_NAME),
          Map.entry("time", "%START_TIME%"),
          Map.entry("request_id", "%REQ(X-REQUEST-ID)%"),
          Map.entry("correlation_id", "%REQ(X-CORRELATION-ID)%"),
          Map.entry("method", "%REQ(:METHOD)%"),
          Map.entry("host", "%REQ(:AUTHORITY)%"),
          Map.entry("path", "%CEL(" + SHOWN_PATH + ")%"),
          Map.entry("protocol", "%PROTOCOL%"),
          Map.entry("status", "%RESPONSE_CODE%"),
          Map.entry("details", "%RESPONSE_CODE_DETAILS%"),
          Map.entry("flags", "%RESPONSE_FLAGS%"),
          Map.entry("duration_ms", "%DURATION%"),
          Map.entry("bytes_received", "%BYTES_RECEIVED%"),
          Map.entry("bytes_sent", "%BYTES_SENT%"),
          Map.entry("client", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"),
          Map.entry("route", "%ROUTE_NAME%"),
          Map.entry("cluster", "%UPSTREAM_CLUSTER%"),
          Map.entry("upstream", "%UPSTREAM_HOST%"),
          Map.entry("decision", "%DYNAMIC_METADATA(envoy.filters.http.ext_authz:sluice)%"),
          Map.entry("dlp", "%DYNAMIC_METADATA(dev.sluice.dlp)%"));

  private static final Map<String, String> CONNECTION_LINE =
      Map.of(
          "log", LOG_NAME,
          "time", "%START_TIME%",
          "host", "%REQUESTED_SERVER_NAME%",
          "flags", "%RESPONSE_FLAGS%",
          "duration_ms", "%DURATION%",
          "bytes_received", "%BYTES_RECEIVED%",
          "bytes_sent", "%BYTES_SENT%",
          "client", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
          "cluster", "%UPSTREAM_CLUSTER%",
          "upstream", "%UPSTREAM_HOST%");

  /**
   * The time for which Envoy collects entries, because single entries would cost more than their
   * records.
   */
  private static final Duration GATHERING = Duration.ofMillis(100);

  private static final int GATHERED_BYTES = 16 * 1024;

  private AccessLogTranslator() {}

  /** Returns the access logs; {@code traced} means that Envoy traces each request. */
  static List<AccessLog> translate(FrameIr frame, boolean traced) {
    Map<String, String> more =
        frame.policy(AccessLogIr.class).map(AccessLogIr::fields).orElse(Map.of());
    return List.of(
        log("envoy.access_loggers.http_grpc", entry(traced)),
        log("envoy.access_loggers.stdout", line(traced, more)));
  }

  /** Returns the log of the connections of a listener without requests. */
  static AccessLog connection(String listener) {
    Struct.Builder format = Struct.newBuilder().putFields("listener", text(listener));
    CONNECTION_LINE.forEach((key, operator) -> format.putFields(key, text(operator)));
    return log(
        "envoy.access_loggers.stdout",
        StdoutAccessLog.newBuilder()
            .setLogFormat(SubstitutionFormatString.newBuilder().setJsonFormat(format))
            .build());
  }

  private static Message entry(boolean traced) {
    CommonGrpcAccessLogConfig.Builder common =
        CommonGrpcAccessLogConfig.newBuilder()
            .setLogName(LOG_NAME)
            .setTransportApiVersion(ApiVersion.V3)
            .setGrpcService(EnvoyMessages.grpc(XdsNames.EXTPROC_CLUSTER))
            .setBufferSizeBytes(EnvoyMessages.uint(GATHERED_BYTES))
            .setBufferFlushInterval(EnvoyMessages.duration(GATHERING))
            .addCustomTags(backend())
            .addCustomTags(NewerEnvoyFields.customTag(XdsNames.CLUSTER_TAG, "%UPSTREAM_CLUSTER%"));
    if (traced) {
      common.addCustomTags(NewerEnvoyFields.customTag(XdsNames.TRACE_TAG, TRACE));
    }
    return HttpGrpcAccessLogConfig.newBuilder()
        .setCommonConfig(common)
        .addAllAdditionalRequestHeadersToLog(REQUEST_HEADERS)
        .addAllAdditionalResponseHeadersToLog(RESPONSE_HEADERS)
        .build();
  }

  /** Returns the tag with the name of the backend that served the request. */
  private static CustomTag backend() {
    return CustomTag.newBuilder()
        .setTag(XdsNames.BACKEND_TAG)
        .setMetadata(
            CustomTag.Metadata.newBuilder()
                .setKind(MetadataKind.newBuilder().setCluster(Cluster.getDefaultInstance()))
                .setMetadataKey(
                    MetadataKey.newBuilder()
                        .setKey(XdsNames.METADATA)
                        .addPath(PathSegment.newBuilder().setKey(XdsNames.BACKEND_TAG))))
        .build();
  }

  private static Message line(boolean traced, Map<String, String> more) {
    Struct.Builder format = Struct.newBuilder();
    more.forEach((key, operator) -> format.putFields(key, text(operator)));
    LINE.forEach((key, operator) -> format.putFields(key, text(operator)));
    if (traced) {
      format.putFields(XdsNames.TRACE_TAG, text(TRACE));
    }
    return StdoutAccessLog.newBuilder()
        .setLogFormat(SubstitutionFormatString.newBuilder().setJsonFormat(format))
        .build();
  }

  private static Value text(String operator) {
    return Value.newBuilder().setStringValue(operator).build();
  }

  private static AccessLog log(String name, Message config) {
    return AccessLog.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }
}
