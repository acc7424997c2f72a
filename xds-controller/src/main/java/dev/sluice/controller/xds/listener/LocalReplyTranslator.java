package dev.sluice.controller.xds.listener;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.xds.resource.CodeDetails;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ExtensionFilter;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper;
import java.util.List;

/**
 * A translator of Envoy's own responses to the format of the error body. It detects them by their
 * code details, not by status or flag. Denials of the policy servers have the same status and flag,
 * and keep their own bodies.
 */
final class LocalReplyTranslator {
  private static final String CEL = "envoy.access_loggers.extension_filters.cel";

  private static final List<Reply> REPLIES =
      List.of(
          new Reply(503, "AUTHZ_UNAVAILABLE", true, "response.code_details == 'ext_authz_error'"),
          new Reply(
              503,
              "DLP_UNAVAILABLE",
              true,
              "response.code_details.startsWith('ext_proc_error')"
                  + " || response.code_details == 'spurious_message'"),
          new Reply(
              400,
              "BAD_REQUEST",
              false,
              "response.code_details == 'path_normalization_failed'"
                  + " || response.code_details.contains("
                  + "'grpc_json_transcode_failure{INVALID_ARGUMENT')"),
          new Reply(
              403,
              "CSRF_ORIGIN_MISMATCH",
              false,
              "response.code_details == 'csrf_origin_mismatch'"),
          new Reply(
              404,
              "NOT_FOUND",
              false,
              "response.code_details == 'route_not_found'"
                  + " || response.code_details.contains('grpc_json_transcode_failure{NOT_FOUND')"),
          new Reply(
              504,
              "UPSTREAM_TIMEOUT",
              false,
              "response.code_details in "
                  + CodeDetails.celList(CodeDetails.TIMEOUTS)
                  + " || (response.code == 504 && response.code_details == 'stream_idle_timeout')"),
          new Reply(
              503,
              "UPSTREAM_UNAVAILABLE",
              false,
              "response.code_details in ['no_healthy_upstream', 'cluster_not_found',"
                  + " 'maintenance_mode', 'overload', 'early_connect_data',"
                  + " 'reached_concurrency_limit', '"
                  + CodeDetails.ADMISSION_DENIED
                  + "']"
                  + " || (response.code == 503 && response.code_details == 'direct_response'"
                  + " && !('"
                  + XdsNames.OWN_BODY
                  + "' in xds.route_metadata.filter_metadata))"
                  + " || response.code_details.startsWith('upstream_reset_')"),
          new Reply(
              413,
              "REQUEST_TOO_LARGE",
              false,
              "response.code_details in ['request_payload_too_large',"
                  + " 'rbac_access_denied_matched_policy[request_limit]']"),
          new Reply(
              408,
              "REQUEST_TIMEOUT",
              false,
              "response.code_details in ['request_header_timeout', 'request_overall_timeout']"
                  + " || (response.code == 408 && response.code_details == 'stream_idle_timeout')"),
          new Reply(431, "REQUEST_HEADERS_TOO_LARGE", false, "response.code == 431"));

  /**
   * The policy version of requests that no policy decided, unless extauthz-server has already set
   * it.
   */
  private static final HeaderValueOption UNDECIDED =
      EnvoyMessages.header("x-policy-version", "-", HeaderAppendAction.ADD_IF_ABSENT);

  private LocalReplyTranslator() {}

  /** A kind of response, with a flag that says whether a retry is useful. */
  private record Reply(int status, String code, boolean retry, String condition) {}

  static LocalReplyConfig translate() {
    LocalReplyConfig.Builder config = LocalReplyConfig.newBuilder();
    REPLIES.forEach(reply -> config.addMappers(mapper(reply)));
    return config.build();
  }

  private static ResponseMapper mapper(Reply reply) {
    ResponseMapper.Builder mapper =
        ResponseMapper.newBuilder()
            .setFilter(condition(reply.condition()))
            .setStatusCode(EnvoyMessages.uint(reply.status()))
            .addHeadersToAdd(UNDECIDED)
            .setBodyFormatOverride(
                SubstitutionFormatString.newBuilder().setJsonFormat(body(reply.code())));
    if (reply.retry()) {
      mapper.addHeadersToAdd(EnvoyMessages.overwriting("retry-after", "1"));
    }
    return mapper.build();
  }

  private static AccessLogFilter condition(String expression) {
    return AccessLogFilter.newBuilder()
        .setExtensionFilter(
            ExtensionFilter.newBuilder()
                .setName(CEL)
                .setTypedConfig(
                    DeterministicEncoding.any(
                        ExpressionFilter.newBuilder().setExpression(expression).build())))
        .build();
  }

  private static Struct body(String code) {
    Struct error =
        Struct.newBuilder().putFields("code", text(code)).putFields("message", text(code)).build();
    return Struct.newBuilder()
        .putFields("error", Value.newBuilder().setStructValue(error).build())
        .putFields("correlation_id", text("%REQ(X-CORRELATION-ID)%"))
        .build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }
}
