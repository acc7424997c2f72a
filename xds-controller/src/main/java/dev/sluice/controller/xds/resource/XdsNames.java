package dev.sluice.controller.xds.resource;

import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.llm.ModelChainIr;
import dev.sluice.controller.ir.llm.ModelTargetIr;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.RouteIr;
import java.util.Locale;
import java.util.stream.Collectors;

/** The namespace of Sluice metadata on Envoy resources. */
public final class XdsNames {
  public static final String EXTAUTHZ_CLUSTER = "sluice/extauthz";
  public static final String EXTPROC_CLUSTER = "sluice/extproc";
  public static final String COLLECTOR_CLUSTER = "sluice/otlp";
  public static final String LISTENER_HEADER = "x-sluice-listener";
  public static final String HOST_HEADER = "x-sluice-host";

  /** The metadata key of the route name in calls of extauthz-server. */
  public static final String ROUTE_METADATA = "x-sluice-route";

  /**
   * The metadata key of the client address behind the trusted proxies in calls of extauthz-server.
   */
  public static final String CLIENT_METADATA = "x-sluice-client";

  /** The response header that marks an answer of a fallback. */
  public static final String FALLBACK_HEADER = "x-fallback";

  public static final String CORRELATION_HEADER = "x-correlation-id";

  /** The namespace of our own metadata on Envoy's resources. */
  public static final String METADATA = "sluice";

  /** The key of the backend name in cluster metadata and in access log entries. */
  public static final String BACKEND_TAG = "backend";

  /**
   * The tag of the cluster that the weights selected, in access log entries. Their own field names
   * the cluster that served the request, which may be one of a fallback.
   */
  public static final String CLUSTER_TAG = "cluster";

  /** The key of the backend id in the metadata of endpoints. */
  public static final String BACKEND_ID = "backend_id";

  /**
   * The namespace of the metadata in which extproc-dlp-server names the model that a request has
   * chosen.
   */
  public static final String MODEL_METADATA = "dev.sluice.model";

  /** The request header that names the route and model of an attempt. */
  public static final String ATTEMPT_HEADER = "x-sluice-model-attempt";

  /** The request header that tells whether an attempt replaces the name of the model. */
  public static final String RENAME_HEADER = "x-sluice-model-rename";

  /** The response header that names the model and the backend of an attempt. */
  public static final String ANSWER_HEADER = "x-sluice-model-answer";

  /** The metadata key of calls of extproc-dlp-server for attempts. */
  public static final String ATTEMPT_METADATA = "x-sluice-attempt";

  /** The start of the headers with tokens for the backends of models. */
  private static final String MODEL_TOKEN_HEADER = "x-sluice-model-token-";

  /** The start of the headers with the same tokens between the listeners of one Envoy. */
  private static final String ATTEMPT_TOKEN_HEADER = "x-sluice-attempt-token-";

  /** The tag of the trace id in access log entries. */
  public static final String TRACE_TAG = "trace_id";

  /** The metadata key of routes whose direct response has a body of its own. */
  public static final String OWN_BODY = "sluice.own_body";

  private static final String DIALECT = "sluice.dialect.";

  public static final String LOWER_CASE_HOST = "sluice.lower-case-host";
  public static final String LOWER_CASE_ROUTE = "sluice.lower-case-route";
  public static final String WILDCARD_HOST = "sluice.wildcard-host";
  public static final String WILDCARD_ROUTE = "sluice.wildcard-route";
  public static final String HEADER_MUTATION = "envoy.filters.http.header_mutation";
  public static final String ALT_SVC = "sluice.alt-svc";
  public static final String BROTLI = "sluice.compression.br";
  public static final String ZSTD = "sluice.compression.zstd";
  public static final String GZIP = "sluice.compression.gzip";
  public static final String REQUEST_LENGTH = "sluice.request-length";
  public static final String REQUEST_BUFFER = "sluice.request-buffer";
  public static final String CSRF = "envoy.filters.http.csrf";
  public static final String GRPC_WEB = "envoy.filters.http.grpc_web";
  public static final String GRPC_JSON = "envoy.filters.http.grpc_json_transcoder";
  public static final String ADAPTIVE_CONCURRENCY = "envoy.filters.http.adaptive_concurrency";
  public static final String ADMISSION_CONTROL = "sluice.admission-control";
  public static final String CUSTOM_RESPONSE = "envoy.filters.http.custom_response";
  public static final String CORS = "envoy.filters.http.cors";
  public static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  public static final String EXT_PROC = "envoy.filters.http.ext_proc";
  public static final String ROUTER = "envoy.filters.http.router";
  public static final String HTTP_PROTOCOL_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  private XdsNames() {}

  /** Returns the metadata key of routes and hosts that have a dialect other than the default. */
  public static String dialect(ErrorDialect dialect) {
    return DIALECT + dialect.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the request header with a token for backends of models; the first number is 1. */
  public static String modelToken(int number) {
    return MODEL_TOKEN_HEADER + number;
  }

  /** Returns the header with a token on its way to the listener of attempts. */
  public static String attemptToken(int number) {
    return ATTEMPT_TOKEN_HEADER + number;
  }

  /** Returns the value that selects a chain of models of a route. */
  public static String modelChain(RouteIr route, ModelChainIr chain) {
    return route.id()
        + " "
        + chain.targets().stream().map(ModelTargetIr::model).collect(Collectors.joining("+"));
  }

  /** Returns the value that selects a model of a route for an attempt. */
  public static String attempt(RouteIr route, ModelTargetIr target) {
    return route.id() + " " + target.model();
  }

  /** Returns the name of the cluster whose endpoints are the models of a chain. */
  public static String chainCluster(RouteIr route, ModelChainIr chain) {
    return "models/" + modelChain(route, chain);
  }

  /** Returns the name of the listener and of the routes for attempts of a publish. */
  public static String attempts(PublishIr publish) {
    return "models/" + publish.id();
  }

  /** Returns the value that selects a backend of the models of a route. */
  public static String modelTarget(RouteIr route, String backend) {
    return route.id() + " " + backend;
  }

  public static String listener(FrameIr frame, ListenerIr listener) {
    return frame.gateway() + "/" + listener.name();
  }

  /** Returns the name of the UDP port of a listener. */
  public static String quicListener(FrameIr frame, ListenerIr listener) {
    return listener(frame, listener) + "/http3";
  }

  public static String scope(String listener, String host) {
    return listener + "/" + host;
  }

  public static String routes(PublishIr publish) {
    return "publish/" + publish.id();
  }

  /** Returns the name of the routes of a publish for gRPC clients. */
  public static String apiRoutes(PublishIr publish) {
    return "grpc/" + routes(publish);
  }

  /** Returns the name of a backend for gRPC clients. */
  public static String apiCluster(String backend) {
    return "grpc/" + cluster(backend);
  }

  public static String secret(String reference) {
    return "secret/" + reference;
  }

  public static String cluster(String backend) {
    return "backend/" + backend;
  }

  /** Returns the name of the cluster that joins a backend of a route with its fallbacks. */
  public static String failover(RouteIr route, String backend) {
    return "failover/" + route.id() + "/" + backend;
  }
}
