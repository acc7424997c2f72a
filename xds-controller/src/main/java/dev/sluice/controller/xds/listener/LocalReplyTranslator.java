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
 * route. A request without a route has the dialect of its host.
 */
final class LocalReplyTranslator {
  private static final String CEL = "envoy.access_loggers.extension_filters.cel";

  /**
   * The policy version of requests that no policy decided, unless extauthz-server has already set
   * it.
   */
  private static final HeaderValueOption UNDECIDED =
      EnvoyMessages.header("x-policy-version", "-", HeaderAppendAction.ADD_IF_ABSENT);

  private static final String NEW_ID = "%UNIQUE_ID%";

  private LocalReplyTranslator() {}

  static LocalReplyConfig translate(MessageDetail detail) {
    LocalReplyConfig.Builder config = LocalReplyConfig.newBuilder();
    for (LocalReply reply : LocalReply.EARLY) {
      String known = "'" + XdsNames.CORRELATION_HEADER + "' in request.headers && (";
      config.addMappers(
          early(reply, known + reply.condition() + ")", DialectBodies.CORRELATION_ID, detail));
      config.addMappers(early(reply, reply.condition(), "corr-" + NEW_ID, detail));
    }
    addRouted(LocalReply.ROUTED, detail, config);
    return config.build();
  }

  /** Translates the responses to attempts at a model, whose requests have been read before. */
  static LocalReplyConfig ofAttempts(MessageDetail detail) {
    LocalReplyConfig.Builder config = LocalReplyConfig.newBuilder();
    addRouted(LocalReply.OF_ATTEMPTS, detail, config);
    addRouted(LocalReply.ROUTED, detail, config);
    return config.build();
  }

  private static void addRouted(
      List<LocalReply> replies, MessageDetail detail, LocalReplyConfig.Builder config) {
    for (LocalReply reply : replies) {
      DialectBodies.ORDER.forEach(dialect -> config.addMappers(routed(reply, dialect, detail)));
    }
  }

  /** Returns the mapper of a request that Envoy rejects before it gives it an id. */
  private static ResponseMapper early(
      LocalReply reply, String condition, String correlationId, MessageDetail detail) {
    ErrorIds ids = new ErrorIds("%RESP(X-REQUEST-ID)%", "%RESP(X-CORRELATION-ID)%");
    return mapper(reply, condition, ErrorDialect.SLUICE, ids, detail)
        .addHeadersToAdd(EnvoyMessages.overwriting("x-request-id", NEW_ID))
        .addHeadersToAdd(EnvoyMessages.overwriting(XdsNames.CORRELATION_HEADER, correlationId))
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
    for (String header : DialectBodies.format(dialect).requestIdHeaders()) {
      mapper.addHeadersToAdd(EnvoyMessages.overwriting(header, DialectBodies.IDS.requestId()));
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
