package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.server.grpc.AdsFixture;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An Envoy with the given resources and fake servers around it. There is no extproc-dlp-server, so
 * that inspected requests are rejected.
 */
final class EnvoyFixture implements AutoCloseable {
  final AdsFixture controller = new AdsFixture();
  final StubServers standIns = new StubServers();
  final GatewayTranslator translator;
  private @Nullable EnvoyProcess envoy;

  EnvoyFixture() throws IOException {
    translator =
        new GatewayTranslator(
            new TranslatorConfig(
                List.of(standIns.authorization()),
                List.of(new HostPort("127.0.0.1", 1)),
                "127.0.0.1",
                0,
                ""));
  }

  static EnvoyFixture open() throws IOException {
    assumeTrue(EnvoyProcess.binary().isPresent(), "no Envoy: set ENVOY to one");
    return new EnvoyFixture();
  }

  EnvoyProcess start(Path folder) throws IOException {
    EnvoyProcess started = new EnvoyProcess(folder, "lab/envoy-1", controller.address());
    envoy = started;
    return started;
  }

  /** Returns the gateway, whose two backends are blue and green. */
  GatewayIr gateway(String listeners, String publishes) {
    return RecordYaml.read(
        """
        cluster: lab
        gateway: gw
        listeners: [%s]
        publishes: [%s]
        backends:
          - {id: blue, name: blue, scheme: HTTP, lb: ROUND_ROBIN, connectTimeout: PT1S, maxConnections: 100, endpoints: [{host: 127.0.0.1, port: %d, weight: 100, priority: 0}]}
          - {id: green, name: green, scheme: HTTP, lb: ROUND_ROBIN, connectTimeout: PT1S, maxConnections: 100, endpoints: [{host: 127.0.0.1, port: %d, weight: 100, priority: 0}]}
        """
            .formatted(listeners, publishes, standIns.blue(), standIns.green()),
        GatewayIr.class);
  }

  /** Returns a publish with one route to a backend and one inspected route. */
  static String publish(String id, String backend, String hosts) {
    return """
    {id: %s, tenant: {id: t1, slug: acme, number: 7}, product: shop, environment: DEV, auth: {kind: None}, hosts: [%s], routes: [
      {id: %s/inspected, name: inspected, path: {kind: Prefix, path: /inspected}, backends: [{backend: %s, weight: 1}], timeout: PT5S, idleTimeout: PT1M,
       minLevel: VIEWER, apiVersion: '', dialect: SLUICE, inspection: PRE_ONLY, sseIds: NONE, upstreamAuth: STRIP, target: items},
      {id: %s/items, name: items, path: {kind: Prefix, path: /}, backends: [{backend: %s, weight: 1}], timeout: PT5S, idleTimeout: PT1M,
       minLevel: VIEWER, apiVersion: '', dialect: SLUICE, inspection: 'OFF', sseIds: NONE, upstreamAuth: STRIP, target: items}]}\
    """
        .formatted(id, hosts, id, backend, id, backend);
  }

  /** Serves exactly these objects. */
  void update(GatewayIr gateway, List<ServedObject> others) {
    List<ServedObject> objects = new ArrayList<>(others);
    objects.addAll(objects(translator, gateway));
    controller.update(gateway.cluster(), objects);
  }

  /** Returns all objects of a gateway, as the compiler makes them. */
  static List<ServedObject> objects(GatewayTranslator translator, GatewayIr gateway) {
    FrameIr frame = FrameIr.of(gateway);
    List<ServedObject> objects = new ArrayList<>();
    objects.add(object("policy-servers", translator.policyServerClusters(), Set.of()));
    objects.add(object("gateways/gw", translator.frame(frame), Set.of()));
    gateway
        .backends()
        .forEach(backend ->
            objects.add(object("backends/" + backend.id(), translator.backend(backend), Set.of())));
    for (PublishIr publish : gateway.publishes()) {
      Set<String> needs =
          GatewayPlanner.backends(publish).stream()
              .map(id -> "backends/" + id)
              .collect(Collectors.toSet());
      objects.add(object(publish.id(), translator.publish(frame, publish), needs));
    }
    return objects;
  }

  static ServedObject object(String name, List<XdsResource> resources, Set<String> needs) {
    return new ServedObject(
        "lab", name, Set.of("gw"), resources.stream().map(EncodedResource::of).toList(), needs);
  }

  @Override
  public void close() {
    if (envoy != null) {
      envoy.close();
    }
    standIns.close();
    controller.close();
  }
}
