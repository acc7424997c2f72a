package dev.sluice.controller.xds.listener;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.DialectBodies;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ExtensionFilter;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper;
import java.util.List;

/**
 * A translator of Envoy's own responses to the format of the error body, in the dialect of the
 * route. A request without a route has the dialect that all routes of its host share.
 */
final class LocalReplyTranslator {
  private static final String CEL = "envoy.access_loggers.extension_filters.cel";

  /** The dialects in the order of their mappers. The last one needs no condition. */
  private static final List<ErrorDialect> DIALECTS =
      List.of(
          ErrorDialect.OPENAI, ErrorDialect.ANTHROPIC, ErrorDialect.PROBLEM, ErrorDialect.SLUICE);

  /**
   * The policy version of requests that no policy decided, unless extauthz-server has already set
   * it.
   */
  private static final HeaderValueOption UNDECIDED =
      EnvoyMessages.header("x-policy-version", "-", HeaderAppendAction.ADD_IF_ABSENT);

  /** The ids of a request that Envoy rejects before it gives it an id. */
  private static final ErrorIds EARLY_IDS =
      new ErrorIds("%RESP(X-REQUEST-ID)%", "%RESP(X-CORRELATION-ID)%");

  private LocalReplyTranslator() {}

  static LocalReplyConfig translate(MessageDetail detail) {
    LocalReplyConfig.Builder config = LocalReplyConfig.newBuilder();
    LocalReply.EARLY.forEach(reply -> config.addMappers(early(reply, detail)));
    for (LocalReply reply : LocalReply.ROUTED) {
      DIALECTS.forEach(dialect -> config.addMappers(routed(reply, dialect, detail)));
    }
    return config.build();
  }

  private static ResponseMapper early(LocalReply reply, MessageDetail detail) {
    return mapper(reply, reply.condition(), ErrorDialect.SLUICE, EARLY_IDS, detail)
        .addHeadersToAdd(
            EnvoyMessages.header("x-request-id", "%UNIQUE_ID%", HeaderAppendAction.ADD_IF_ABSENT))
        .addHeadersToAdd(
            EnvoyMessages.header(
                XdsNames.CORRELATION_HEADER,
                "corr-%RESP(X-REQUEST-ID)%",
                HeaderAppendAction.ADD_IF_ABSENT))
        .build();
  }

  private static ResponseMapper routed(
      LocalReply reply, ErrorDialect dialect, MessageDetail detail) {
    String condition =
        dialect == ErrorDialect.SLUICE
            ? reply.condition()
            : spoken(dialect) + " && (" + reply.condition() + ")";
    ResponseMapper.Builder mapper = mapper(reply, condition, dialect, DialectBodies.IDS, detail);
    if (reply.retry()) {
      mapper.addHeadersToAdd(EnvoyMessages.overwriting("retry-after", "1"));
    }
    if (dialect == ErrorDialect.ANTHROPIC) {
      mapper.addHeadersToAdd(EnvoyMessages.overwriting("request-id", "%REQ(X-REQUEST-ID)%"));
    }
    return mapper.build();
  }

  private static String spoken(ErrorDialect dialect) {
    String key = XdsNames.dialect(dialect);
    return "('%1$s' in xds.route_metadata.filter_metadata".formatted(key)
        + " || '%1$s' in xds.virtual_host_metadata.filter_metadata)".formatted(key);
  }

  private static ResponseMapper.Builder mapper(
      LocalReply reply,
      String condition,
      ErrorDialect dialect,
      ErrorIds ids,
      MessageDetail detail) {
    ErrorDetails error = detail.limit(ErrorDetails.of(reply.code(), reply.status()));
    return ResponseMapper.newBuilder()
        .setFilter(condition(condition))
        .setStatusCode(EnvoyMessages.uint(reply.status()))
        .addHeadersToAdd(UNDECIDED)
        .setBodyFormatOverride(DialectBodies.format(dialect, error, ids));
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
}
