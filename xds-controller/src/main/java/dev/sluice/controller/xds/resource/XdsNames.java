package dev.sluice.controller.xds.resource;

import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;

/** The names of Envoy resources, and of the headers and filters that several translators use. */
public final class XdsNames {
  public static final String EXTAUTHZ_CLUSTER = "sluice/extauthz";
  public static final String EXTPROC_CLUSTER = "sluice/extproc";
  public static final String COLLECTOR_CLUSTER = "sluice/otlp";
  public static final String LISTENER_HEADER = "x-sluice-listener";
  public static final String HOST_HEADER = "x-sluice-host";

  /** Under which key a call of extauthz-server carries the name of the route. */
  public static final String ROUTE_METADATA = "x-sluice-route";

  /** Under which key it carries the address of the client, behind the proxies that are trusted. */
  public static final String CLIENT_METADATA = "x-sluice-client";

  public static final String CORRELATION_HEADER = "x-correlation-id";

  /** The namespace of our own metadata on Envoy's resources. */
  public static final String METADATA = "sluice";

  /** Where a cluster carries its backend's name, and under which tag access log entries do. */
  public static final String BACKEND_TAG = "backend";

  /** Under which tag access log entries carry the trace that Envoy has the request in. */
  public static final String TRACE_TAG = "trace_id";

  public static final String LOWER_CASE_HOST = "sluice.lower-case-host";
  public static final String LOWER_CASE_ROUTE = "sluice.lower-case-route";
  public static final String WILDCARD_HOST = "sluice.wildcard-host";
  public static final String WILDCARD_ROUTE = "sluice.wildcard-route";
  public static final String HEADER_MUTATION = "envoy.filters.http.header_mutation";
  public static final String CORS = "envoy.filters.http.cors";
  public static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  public static final String EXT_PROC = "envoy.filters.http.ext_proc";
  public static final String ROUTER = "envoy.filters.http.router";
  public static final String HTTP_PROTOCOL_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  private XdsNames() {}

  public static String listener(FrameIr frame, ListenerIr listener) {
    return frame.gateway() + "/" + listener.name();
  }

  public static String scope(String listener, String host) {
    return listener + "/" + host;
  }

  public static String routes(PublishIr publish) {
    return "publish/" + publish.id();
  }

  /** Under which name gRPC clients find the routes of a publish. */
  public static String apiRoutes(PublishIr publish) {
    return "grpc/" + routes(publish);
  }

  /** Under which name gRPC clients find a backend. */
  public static String apiCluster(String backend) {
    return "grpc/" + cluster(backend);
  }

  public static String secret(String reference) {
    return "secret/" + reference;
  }

  public static String cluster(String backend) {
    return "backend/" + backend;
  }
}
