package dev.sluice.controller.xds;

import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;

/** The names of Envoy resources, and of the headers and filters that several translators use. */
final class Names {
  static final String EXTAUTHZ_CLUSTER = "sluice/extauthz";
  static final String EXTPROC_CLUSTER = "sluice/extproc";
  static final String COLLECTOR_CLUSTER = "sluice/otlp";
  static final String LISTENER_HEADER = "x-sluice-listener";
  static final String HOST_HEADER = "x-sluice-host";

  /** Under which key a call of extauthz-server carries the name of the route. */
  static final String ROUTE_METADATA = "x-sluice-route";

  /** Under which key it carries the address of the client, behind the proxies that are trusted. */
  static final String CLIENT_METADATA = "x-sluice-client";

  static final String CORRELATION_HEADER = "x-correlation-id";

  /** The namespace of our own metadata on Envoy's resources. */
  static final String METADATA = "sluice";

  /** Where a cluster carries its backend's name, and under which tag access log entries do. */
  static final String BACKEND_TAG = "backend";

  /** Under which tag access log entries carry the trace that Envoy has the request in. */
  static final String TRACE_TAG = "trace_id";

  static final String LOWER_CASE_HOST = "sluice.lower-case-host";
  static final String LOWER_CASE_ROUTE = "sluice.lower-case-route";
  static final String WILDCARD_HOST = "sluice.wildcard-host";
  static final String WILDCARD_ROUTE = "sluice.wildcard-route";
  static final String HEADER_MUTATION = "envoy.filters.http.header_mutation";
  static final String CORS = "envoy.filters.http.cors";
  static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  static final String EXT_PROC = "envoy.filters.http.ext_proc";
  static final String ROUTER = "envoy.filters.http.router";
  static final String HTTP_PROTOCOL_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  private Names() {}

  static String listener(FrameIr frame, ListenerIr listener) {
    return frame.gateway() + "/" + listener.name();
  }

  static String scope(String listener, String host) {
    return listener + "/" + host;
  }

  static String routes(PublishIr publish) {
    return "publish/" + publish.id();
  }

  /** Under which name gRPC clients find the routes of a publish. */
  static String apiRoutes(PublishIr publish) {
    return "grpc/" + routes(publish);
  }

  /** Under which name gRPC clients find a backend. */
  static String apiCluster(String backend) {
    return "grpc/" + cluster(backend);
  }

  static String secret(String reference) {
    return "secret/" + reference;
  }

  static String cluster(String backend) {
    return "backend/" + backend;
  }
}
