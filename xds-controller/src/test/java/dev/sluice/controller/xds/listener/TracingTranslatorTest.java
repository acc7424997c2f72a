package dev.sluice.controller.xds.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.cluster.CollectorTranslator;
import dev.sluice.controller.xds.resource.TracingConfig;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracingTranslatorTest {
  private static final HostPort SERVER = new HostPort("127.0.0.1", 1);
  private static final ListenerIr LISTENER = ListenerIr.http("http", 8080);
  private static final TracingConfig PLAIN =
      new TracingConfig(new HostPort("127.0.0.1", 4317), false, 10_000);

  @Test
  void translate_untrustedCaller_samplesById() throws Exception {
    assertEquals("envoy.tracers.opentelemetry.samplers.trace_id_ratio_based", sampler(0).getName());
  }

  @Test
  void translate_doesAsTheTrustedProxyDoes() throws Exception {
    TypedExtensionConfig sampler = sampler(1);
    assertEquals("envoy.tracers.opentelemetry.samplers.parent_based", sampler.getName());
    assertEquals(
        "type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.ParentBasedSamplerConfig",
        sampler.getTypedConfig().getTypeUrl());
  }

  @Test
  void listener_withoutCollector_isAsBefore() {
    assertFalse(manager(Optional.empty(), 0).hasTracing());
    assertFalse(manager(Optional.empty(), 0).hasRequestIdExtension());
  }

  @Test
  void collector_byAddress() {
    Cluster cluster = CollectorTranslator.translate(PLAIN, "ca.pem");
    assertEquals("sluice/otlp", cluster.getName());
    assertEquals(DiscoveryType.STATIC, cluster.getType());
    assertFalse(cluster.hasTransportSocket());
  }

  @Test
  void collector_byNameOverTls() throws Exception {
    TracingConfig traces = new TracingConfig(new HostPort("collector", 4317), true, 1);
    Cluster cluster = CollectorTranslator.translate(traces, "ca.pem");
    assertEquals(DiscoveryType.STRICT_DNS, cluster.getType());
    UpstreamTlsContext tls =
        cluster.getTransportSocket().getTypedConfig().unpack(UpstreamTlsContext.class);
    assertEquals("collector", tls.getSni());
    var trust = tls.getCommonTlsContext().getValidationContext();
    assertEquals("ca.pem", trust.getTrustedCa().getFilename());
    assertEquals("collector", trust.getMatchTypedSubjectAltNames(0).getMatcher().getExact());
  }

  private static TypedExtensionConfig sampler(int hops) throws InvalidProtocolBufferException {
    return manager(Optional.of(PLAIN), hops)
        .getTracing()
        .getProvider()
        .getTypedConfig()
        .unpack(OpenTelemetryConfig.class)
        .getSampler();
  }

  private static HttpConnectionManager manager(Optional<TracingConfig> traces, int hops) {
    TranslatorConfig settings =
        new TranslatorConfig(
            List.of(SERVER),
            List.of(SERVER),
            "0.0.0.0",
            hops,
            "ca.pem",
            traces,
            MessageDetail.FULL,
            ForgeableHeaders.DEFAULT);
    return HttpConnectionTranslator.translate(
        new FrameIr("gw", List.of(LISTENER), List.of()), LISTENER, settings);
  }
}
