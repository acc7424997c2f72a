package dev.sluice.controller.resources.push;

import static dev.sluice.controller.resources.push.StreamsFixture.node;
import static dev.sluice.controller.resources.push.StreamsFixture.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StreamsTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final StreamsFixture streams = new StreamsFixture();

  @Test
  void type_twoForms_eachKindReceivesItsOwn() {
    streams.serve(
        resource(ResourceType.LISTENER, "port", "1"),
        resource(ResourceType.API_LISTENER, "orders", "1"),
        resource(ResourceType.API_LISTENER, "others", "1"));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.LISTENER);
    assertEquals(List.of("Listener port"), envoy.taken());
    StreamsFixture.Peer client = streams.open(node("lab/2", NodeKind.GRPC));
    client.subscribe(ResourceType.API_LISTENER, "orders");
    assertEquals(List.of("Listener orders"), client.taken());
  }

  @Test
  void wildcard_afterFirst_receivesOnlyChanges() {
    streams.serve(
        resource(ResourceType.CLUSTER, "a", "1"), resource(ResourceType.CLUSTER, "b", "1"));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    assertEquals(List.of("Cluster a b"), envoy.taken());
    streams.serve(
        resource(ResourceType.CLUSTER, "a", "1"), resource(ResourceType.CLUSTER, "b", "2"));
    assertEquals(List.of("Cluster b"), envoy.taken());
    streams.serve(resource(ResourceType.CLUSTER, "b", "2"));
    assertEquals(List.of("Cluster -a"), envoy.taken());
  }

  @Test
  void reconnect_withVersions_receivesDifference() {
    EncodedResource same = resource(ResourceType.CLUSTER, "same", "1");
    streams.serve(same, resource(ResourceType.CLUSTER, "changed", "2"));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.request(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(ResourceType.CLUSTER.url())
            .putAllInitialResourceVersions(
                Map.of("same", same.version(), "changed", "old", "deleted", "x")));
    assertEquals(List.of("Cluster changed", "Cluster -deleted"), envoy.taken());
  }

  @Test
  void unsubscribe_underWildcard_isSentAgain() {
    streams.serve(
        resource(ResourceType.CLUSTER, "a", "1"), resource(ResourceType.CLUSTER, "b", "1"));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER, "*", "a");
    assertEquals(List.of("Cluster a b"), envoy.taken());
    envoy.request(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(ResourceType.CLUSTER.url())
            .addResourceNamesUnsubscribe("a"));
    assertEquals(List.of("Cluster a"), envoy.taken());
    envoy.request(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(ResourceType.CLUSTER.url())
            .addResourceNamesUnsubscribe("*"));
    streams.serve(
        resource(ResourceType.CLUSTER, "a", "2"), resource(ResourceType.CLUSTER, "b", "2"));
    assertEquals(List.of(), envoy.taken());
  }

  @Test
  void routes_waitForClusterAndEndpoints() {
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    streams.serve(resource(ResourceType.CLUSTER, "old", "1"));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.subscribe(ResourceType.ENDPOINTS, "old");
    envoy.subscribe(ResourceType.ROUTES, "r");
    envoy.taken();
    streams.serve(
        resource(ResourceType.CLUSTER, "new", "1"),
        resource(ResourceType.ENDPOINTS, "new", "1"),
        resource(ResourceType.ROUTES, "r", "1"));
    assertEquals(List.of("Cluster new"), envoy.take());
    assertEquals(List.of(), envoy.take());
    envoy.subscribe(ResourceType.ENDPOINTS, "new");
    assertEquals(List.of("ClusterLoadAssignment new"), envoy.take());
    assertEquals(List.of("RouteConfiguration r"), envoy.take());
    assertEquals(List.of("Cluster -old"), envoy.take());
  }

  @Test
  void push_unanswered_stopsThenSendsLatest() {
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.taken();
    IntStream.range(0, 1000)
        .forEach(n -> streams.serve(resource(ResourceType.CLUSTER, "a", "v" + n)));
    assertTrue(envoy.waiting() < 100, () -> envoy.waiting() + " answers are out");
    envoy.taken();
    assertEquals(resource(ResourceType.CLUSTER, "a", "v999").version(), envoy.version("a"));
  }

  @Test
  void stream_fails_othersContinue() {
    warnings.expect("stream of lab/1 failed");
    StreamsFixture.Peer broken = streams.open(node("lab/1", NodeKind.ENVOY));
    StreamsFixture.Peer other = streams.open(node("lab/2", NodeKind.ENVOY));
    broken.subscribe(ResourceType.CLUSTER);
    other.subscribe(ResourceType.CLUSTER);
    other.taken();
    broken.breaks = true;
    streams.serve(resource(ResourceType.CLUSTER, "a", "1"));
    assertEquals(List.of("Cluster a"), other.taken());
    assertTrue(broken.failed);
  }

  @Test
  void cluster_changed_endpointsOnNextStream() {
    EncodedResource endpoints = resource(ResourceType.ENDPOINTS, "a", "1");
    streams.serve(resource(ResourceType.CLUSTER, "a", "1"), endpoints);
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.subscribe(ResourceType.ENDPOINTS, "a");
    envoy.taken();
    EncodedResource changed = resource(ResourceType.CLUSTER, "a", "2");
    streams.serve(changed, endpoints);
    streams.closeStream(envoy);
    StreamsFixture.Peer again = streams.open(node("lab/1", NodeKind.ENVOY));
    again.request(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(ResourceType.CLUSTER.url())
            .putInitialResourceVersions("a", changed.version()));
    again.request(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(ResourceType.ENDPOINTS.url())
            .addResourceNamesSubscribe("a")
            .putInitialResourceVersions("a", endpoints.version()));
    assertEquals(List.of("Cluster", "ClusterLoadAssignment a"), again.taken());
  }

  @Test
  void reject_thenDeleted_isForgotten() {
    warnings.expect("refused [a] of 1 Cluster");
    warnings.expect("a goes back");
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.taken();
    streams.serve(resource(ResourceType.CLUSTER, "a", "1"));
    envoy.refuse("a is bad");
    assertEquals(1, streams.refusals("lab/1").size());
    assertEquals(List.of("Cluster -a"), envoy.taken());
    assertEquals(1, streams.refusals("lab/1").size());
    streams.serve();
    assertEquals(List.of(), envoy.taken());
    assertEquals(List.of(), streams.refusals("lab/1"));
  }

  @Test
  void reject_wholePush_findsFaultyResource() {
    warnings.expect("refused some of 2 RouteConfiguration");
    warnings.expect("refused [b] of 1 RouteConfiguration");
    warnings.expect("b goes back");
    streams.serve(resource(ResourceType.ROUTES, "a", "1"), resource(ResourceType.ROUTES, "b", "1"));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.ROUTES, "a", "b");
    envoy.refuse("no regular expression");
    assertEquals(List.of("RouteConfiguration a"), envoy.take());
    envoy.refuse("no regular expression");
    assertEquals("b", streams.refusals("lab/1").getFirst().name());
    assertEquals(List.of("RouteConfiguration -b"), envoy.taken());
  }
}
