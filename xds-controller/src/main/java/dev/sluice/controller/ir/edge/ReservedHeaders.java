package dev.sluice.controller.ir.edge;

import java.util.List;
import java.util.Set;

/**
 * The headers that no policy may change: identities, credentials, routing, and those that describe
 * the body or the connection.
 */
final class ReservedHeaders {
  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "dpop",
          "expect",
          "grpc-message",
          "grpc-status",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "traceparent",
          "tracestate",
          "transfer-encoding",
          "upgrade",
          "www-authenticate",
          "x-agent-id",
          "x-api-key",
          "x-correlation-id",
          "x-dwp-caller-type",
          "x-dwp-source",
          "x-gateway-request-id",
          "x-http-method",
          "x-http-method-override",
          "x-internal-token",
          "x-method-override",
          "x-policy-version",
          "x-project-id",
          "x-request-id",
          "x-rewrite-url",
          "x-tenant-id",
          "x-trace-id",
          "x-user-id",
          "x-workspace-id");

  private static final List<String> PREFIXES =
      List.of("access-control-", "x-envoy-", "x-forwarded-", "x-original-", "x-sluice-");

  private ReservedHeaders() {}

  /** Returns whether a header in lower case is reserved. */
  static boolean contains(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
