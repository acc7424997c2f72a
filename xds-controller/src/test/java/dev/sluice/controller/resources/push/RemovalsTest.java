package dev.sluice.controller.resources.push;

import static dev.sluice.controller.resources.push.StreamsFixture.node;
import static dev.sluice.controller.resources.push.StreamsFixture.object;
import static dev.sluice.controller.resources.push.StreamsFixture.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of draining: removed targets of routes stay for two seconds. */
final class RemovalsTest {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LESS = Duration.ofMillis(1999);
  private static final Duration REST = Duration.ofMillis(1);
  private static final EncodedResource ROUTES = resource(ResourceType.ROUTES, "p", "1");
  private static final EncodedResource PUBLISH = resource(ResourceType.PUBLISH, "p", "1");
  private static final EncodedResource CLUSTER = resource(ResourceType.CLUSTER, "b", "1");
  private static final EncodedResource ENDPOINTS = resource(ResourceType.ENDPOINTS, "b", "1");
  private static final ServedObject BACKEND = object("b", CLUSTER, ENDPOINTS);
  private static final ServedObject PRODUCT =
      new ServedObject("lab", "p", Set.of("gw"), List.of(ROUTES, PUBLISH), Set.of("b"));

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final StreamsFixture streams = new StreamsFixture(List.of(), GRACE);

  @Test
  void remove_object_routesFirstTargetsLater() {
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer envoy = envoy("lab/1");
    StreamsFixture.Peer authz = authz();
    streams.serve(List.of());
    assertEquals(List.of("RouteConfiguration -p"), envoy.taken());
    streams.pass(LESS);
    assertEquals(List.of(), envoy.taken());
    assertEquals(List.of(), authz.taken());
    streams.pass(REST);
    assertEquals(List.of("ClusterLoadAssignment -b", "Cluster -b"), envoy.taken());
    assertEquals(List.of("Publish -p"), authz.taken());
  }

  @Test
  void addAgain_whileDraining_sendsOnlyRoutes() {
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer envoy = envoy("lab/1");
    StreamsFixture.Peer authz = authz();
    streams.serve(List.of());
    envoy.taken();
    streams.pass(LESS);
    streams.serve(List.of(BACKEND, PRODUCT));
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    streams.pass(GRACE.multipliedBy(9));
    assertEquals(List.of(), envoy.taken());
    assertEquals(List.of(), authz.taken());
    assertTrue(streams.deployment("b").applied());
  }

  @Test
  void addAgain_changed_isRollbackTarget() {
    warnings.expect("node lab/1 refused");
    warnings.expect("b goes back to what was good before");
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of());
    envoy.taken();
    streams.serve(List.of(BACKEND));
    assertEquals(List.of(), envoy.taken());
    streams.serve(List.of(object("b", resource(ResourceType.CLUSTER, "b", "2"), ENDPOINTS)));
    envoy.refuse("no");
    envoy.taken();
    assertEquals(CLUSTER.version(), envoy.version("b cluster"));
  }

  @Test
  void drainTime_startsAfterLastEnvoyAccepts() {
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer quick = envoy("lab/1");
    StreamsFixture.Peer slow = envoy("lab/2");
    StreamsFixture.Peer authz = authz();
    streams.serve(List.of());
    quick.taken();
    streams.pass(GRACE);
    assertEquals(List.of(), quick.taken());
    assertEquals(List.of(), authz.taken());
    slow.taken();
    streams.pass(GRACE);
    assertEquals(List.of("Publish -p"), authz.taken());
    assertEquals(List.of("ClusterLoadAssignment -b", "Cluster -b"), quick.taken());
  }

  @Test
  void drainTime_silentEnvoy_startsAnyway() {
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer hung = envoy("lab/1");
    StreamsFixture.Peer authz = authz();
    streams.serve(List.of());
    streams.pass(Duration.ofSeconds(12));
    assertEquals(List.of("Publish -p"), authz.taken());
    assertEquals(
        List.of("RouteConfiguration -p", "ClusterLoadAssignment -b", "Cluster -b"), hung.taken());
    streams.serve(List.of(BACKEND, PRODUCT));
    hung.taken();
    authz.taken();
    streams.serve(List.of());
    streams.closeStream(hung);
    streams.pass(GRACE);
    assertEquals(List.of("Publish -p"), authz.taken());
  }

  @Test
  void dependency_unused_isRemovedAfterRoutes() {
    streams.serve(List.of(BACKEND, PRODUCT));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", resource(ResourceType.ROUTES, "p", "2"), PUBLISH)));
    streams.pass(GRACE);
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    streams.pass(LESS);
    assertEquals(List.of(), envoy.taken());
    streams.pass(REST);
    assertEquals(List.of("ClusterLoadAssignment -b", "Cluster -b"), envoy.taken());
  }

  @Test
  void dependency_oneGatewayLess_drainsThere() {
    streams.serve(List.of(BACKEND.onGateways(Set.of("gw", "other"))));
    StreamsFixture.Peer other =
        streams.open(new NodeIdentity("lab/3", NodeKind.ENVOY, "lab", Optional.of("other")));
    other.subscribe(ResourceType.CLUSTER);
    assertEquals(List.of("Cluster b"), other.taken());
    streams.pass(GRACE);
    streams.serve(List.of(BACKEND));
    streams.pass(LESS);
    assertEquals(List.of(), other.taken());
    streams.pass(REST);
    assertEquals(List.of("Cluster -b"), other.taken());
  }

  @Test
  void secret_removed_drainsForHandshakes() {
    EncodedResource listener = resource(ResourceType.LISTENER, "l", "1");
    EncodedResource secret = resource(ResourceType.SECRET, "s", "1");
    streams.serve(
        List.of(
            object("secrets/s", secret),
            new ServedObject(
                "lab", "gateways/gw", Set.of("gw"), List.of(listener), Set.of("secrets/s"))));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.LISTENER);
    envoy.subscribe(ResourceType.SECRET, "s");
    envoy.taken();
    streams.pass(GRACE);
    streams.serve(List.of());
    assertEquals(List.of("Listener -l"), envoy.taken());
    streams.pass(GRACE);
    assertEquals(List.of("Secret -s"), envoy.taken());
  }

  @Test
  void reconnect_removedMeanwhile_routesFirst() {
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    for (EncodedResource held : List.of(CLUSTER, ROUTES)) {
      envoy.request(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(held.type().url())
              .addResourceNamesSubscribe(held.name())
              .putInitialResourceVersions(held.name(), held.version()));
    }
    assertEquals(List.of("RouteConfiguration -p"), envoy.taken());
    streams.pass(GRACE);
    assertEquals(List.of("Cluster -b"), envoy.taken());
  }

  private StreamsFixture.Peer envoy(String id) {
    StreamsFixture.Peer envoy = streams.open(node(id, NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.subscribe(ResourceType.ENDPOINTS, "b");
    envoy.subscribe(ResourceType.ROUTES, "p");
    envoy.taken();
    streams.pass(GRACE);
    return envoy;
  }

  private StreamsFixture.Peer authz() {
    StreamsFixture.Peer authz = streams.open(node("lab/authz", NodeKind.EXTAUTHZ));
    authz.subscribe(ResourceType.PUBLISH);
    authz.taken();
    streams.pass(GRACE);
    return authz;
  }
}
