package dev.sluice.controller.xds.resource;

import com.github.xds.type.matcher.v3.CelMatcher;
import com.github.xds.type.matcher.v3.HttpAttributesCelMatchInput;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.config.v1.AddressBlock;
import dev.sluice.config.v1.CachePurge;
import dev.sluice.config.v1.EmergencyFactor;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Publish;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.clusters.aggregate.v3.ClusterConfig;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcher;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcherPerRoute;
import io.envoyproxy.envoy.extensions.compression.brotli.compressor.v3.Brotli;
import io.envoyproxy.envoy.extensions.compression.gzip.compressor.v3.Gzip;
import io.envoyproxy.envoy.extensions.compression.zstd.compressor.v3.Zstd;
import io.envoyproxy.envoy.extensions.filters.common.matcher.action.v3.SkipFilter;
import io.envoyproxy.envoy.extensions.filters.http.adaptive_concurrency.v3.AdaptiveConcurrency;
import io.envoyproxy.envoy.extensions.filters.http.admission_control.v3.AdmissionControl;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.Buffer;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.ExecuteFilterAction;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.extensions.filters.http.csrf.v3.CsrfPolicy;
import io.envoyproxy.envoy.extensions.filters.http.custom_response.v3.CustomResponse;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBACPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config;
import io.envoyproxy.envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset;
import io.envoyproxy.envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig;
import io.envoyproxy.envoy.extensions.path.rewrite.uri_template.v3.UriTemplateRewriteConfig;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.type.matcher.v3.HttpRequestHeaderMatchInput;

/** A writer of resources as JSON with the field names of Envoy. */
public final class ResourceJson {
  /** All messages in typed fields, and those of resources without secrets. */
  public static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(Brotli.getDescriptor())
          .add(Buffer.getDescriptor())
          .add(Composite.getDescriptor())
          .add(Compressor.getDescriptor())
          .add(CsrfPolicy.getDescriptor())
          .add(ExecuteFilterAction.getDescriptor())
          .add(ExpressionFilter.getDescriptor())
          .add(ExtensionWithMatcher.getDescriptor())
          .add(ExtensionWithMatcherPerRoute.getDescriptor())
          .add(GrpcJsonTranscoder.getDescriptor())
          .add(GrpcWeb.getDescriptor())
          .add(Gzip.getDescriptor())
          .add(HttpRequestHeaderMatchInput.getDescriptor())
          .add(RBAC.getDescriptor())
          .add(RBACPerRoute.getDescriptor())
          .add(SkipFilter.getDescriptor())
          .add(Zstd.getDescriptor())
          .add(AdaptiveConcurrency.getDescriptor())
          .add(AdmissionControl.getDescriptor())
          .add(CelMatcher.getDescriptor())
          .add(ClusterConfig.getDescriptor())
          .add(CustomResponse.getDescriptor())
          .add(ExpressionFilter.getDescriptor())
          .add(HttpAttributesCelMatchInput.getDescriptor())
          .add(LocalResponsePolicy.getDescriptor())
          .add(PreviousHostsPredicate.getDescriptor())
          .add(PreviousPrioritiesConfig.getDescriptor())
          .add(HttpGrpcAccessLogConfig.getDescriptor())
          .add(StdoutAccessLog.getDescriptor())
          .add(ExtAuthz.getDescriptor())
          .add(ExtAuthzPerRoute.getDescriptor())
          .add(ExtProcPerRoute.getDescriptor())
          .add(ExternalProcessor.getDescriptor())
          .add(
              io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
                  .getDescriptor())
          .add(
              io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3
                  .HeaderMutation.getDescriptor())
          .add(Cors.getDescriptor())
          .add(CorsPolicy.getDescriptor())
          .add(Config.getDescriptor())
          .add(FilterConfig.getDescriptor())
          .add(DownstreamTlsContext.getDescriptor())
          .add(TlsInspector.getDescriptor())
          .add(Router.getDescriptor())
          .add(HttpConnectionManager.getDescriptor())
          .add(ConnectionLimit.getDescriptor())
          .add(ProxyProtocol.getDescriptor())
          .add(QuicDownstreamTransport.getDescriptor())
          .add(TcpProxy.getDescriptor())
          .add(UpstreamCodec.getDescriptor())
          .add(UpstreamTlsContext.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .add(UriTemplateMatchConfig.getDescriptor())
          .add(UriTemplateRewriteConfig.getDescriptor())
          .add(LeastRequest.getDescriptor())
          .add(Maglev.getDescriptor())
          .add(RingHash.getDescriptor())
          .add(Subset.getDescriptor())
          .add(Cluster.getDescriptor())
          .add(ClusterLoadAssignment.getDescriptor())
          .add(Listener.getDescriptor())
          .add(RouteConfiguration.getDescriptor())
          .add(ScopedRouteConfiguration.getDescriptor())
          .add(Publish.getDescriptor())
          .add(AddressBlock.getDescriptor())
          .add(EmergencyFactor.getDescriptor())
          .add(Plan.getDescriptor())
          .add(LlmModel.getDescriptor())
          .add(CachePurge.getDescriptor())
          .build();

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(TYPES).preservingProtoFieldNames();

  private ResourceJson() {}

  /** Returns the JSON form of the content of a resource. */
  public static String of(Any content) {
    try {
      return PRINTER.print(content);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(content.getTypeUrl() + " is not in the table of messages", e);
    }
  }
}
