package dev.sluice.controller.xds;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.resource.XdsResource;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A writer of translated resources as YAML with Envoy's field names and decoded typed fields. */
public final class XdsYaml {
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(ExpressionFilter.getDescriptor())
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
          .add(UpstreamTlsContext.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .add(LeastRequest.getDescriptor())
          .add(Maglev.getDescriptor())
          .add(RingHash.getDescriptor())
          .add(Subset.getDescriptor())
          .build();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(TYPES).preservingProtoFieldNames();

  private XdsYaml() {}

  /** Writes resources in the given order. */
  public static String write(List<XdsResource> resources) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (XdsResource resource : resources) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", resource.type().shortName());
      entry.put("name", resource.name());
      entry.put("resource", tree(resource));
      all.add(entry);
    }
    return RecordYaml.writeTree(all);
  }

  /** Parses JSON as YAML. */
  private static Object tree(XdsResource resource) {
    try {
      return new Load(LoadSettings.builder().build())
          .loadFromString(PRINTER.print(resource.message()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }
}
