package dev.sluice.controller.resources.push;

import static dev.sluice.controller.resources.push.StreamsFixture.node;
import static dev.sluice.controller.resources.push.StreamsFixture.object;
import static dev.sluice.controller.resources.push.StreamsFixture.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of rollbacks after a rejection. */
final class RejectedObjectTest {
  private static final EncodedResource ROUTES_1 = resource(ResourceType.ROUTES, "p", "1");
  private static final EncodedResource ROUTES_2 = resource(ResourceType.ROUTES, "p", "2");
  private static final EncodedResource ROUTES_3 = resource(ResourceType.ROUTES, "p", "3");
  private static final EncodedResource SCOPE_1 = resource(ResourceType.SCOPE, "p", "1");
  private static final EncodedResource SCOPE_2 = resource(ResourceType.SCOPE, "p", "2");
  private static final EncodedResource CLUSTER = resource(ResourceType.CLUSTER, "b", "1");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final StreamsFixture streams = new StreamsFixture();

  @Test
  void reject_oneResource_rollsBackObjectEverywhere() {
    expectRefusal();
    streams.serve(List.of(object("p", ROUTES_1, SCOPE_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2, SCOPE_2)));
    envoy.refuse("no");
    assertEquals(List.of("ScopedRouteConfiguration p"), envoy.take());
    assertEquals(SCOPE_2.version(), envoy.version("p scope"));
    assertEquals(List.of("RouteConfiguration p", "ScopedRouteConfiguration p"), envoy.taken());
    assertEquals(ROUTES_1.version(), envoy.version("p routes"));
    assertEquals(SCOPE_1.version(), envoy.version("p scope"));
    StreamsFixture.Peer newcomer = envoy("lab/2");
    assertEquals(ROUTES_1.version(), newcomer.version("p routes"));
    ObjectDeployment deployment = streams.deployment("p");
    assertTrue(deployment.rejected());
    assertFalse(deployment.applied());
    assertEquals(
        List.of("lab/1 FAILED no", "lab/2 APPLIED "),
        deployment.nodes().stream().map(RejectedObjectTest::line).toList());
  }

  @Test
  void reject_afterChange_rollsBackToThatChange() {
    expectRefusal();
    streams.serve(List.of(object("p", ROUTES_1, SCOPE_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2, SCOPE_1)));
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    streams.serve(List.of(object("p", ROUTES_3, SCOPE_1)));
    envoy.refuse("no");
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    assertEquals(ROUTES_2.version(), envoy.version("p routes"));
  }

  @Test
  void reject_messageWithResource_isShortened() {
    expectRefusal();
    streams.serve(List.of(object("p", ROUTES_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2)));
    envoy.refuse(
        "goo.gle/debugstr name: 'p' "
            + "x".repeat(5_000)
            + ": Proto constraint validation failed (y)");
    assertEquals(
        List.of("lab/1 FAILED Proto constraint validation failed (y)"),
        streams.deployment("p").nodes().stream().map(RejectedObjectTest::line).toList());
  }

  @Test
  void reject_neverAccepted_isRemoved() {
    expectRefusal();
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_1, SCOPE_1)));
    envoy.refuse("no");
    assertEquals(
        List.of(
            "ScopedRouteConfiguration p", "ScopedRouteConfiguration -p", "RouteConfiguration -p"),
        envoy.taken());
  }

  @Test
  void reject_sameVersionAgain_isNotSent() {
    expectRefusal();
    streams.serve(List.of(object("p", ROUTES_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2)));
    envoy.refuse("no");
    envoy.taken();
    streams.serve(List.of(object("p", ROUTES_2)));
    assertEquals(List.of(), envoy.taken());
    streams.serve(List.of(object("p", ROUTES_3)));
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    assertEquals(ROUTES_3.version(), envoy.version("p routes"));
  }

  @Test
  void reject_acceptedByAnother_affectsOneNode() {
    warnings.expect("node lab/2 refused");
    streams.serve(List.of(object("p", ROUTES_1)));
    StreamsFixture.Peer good = envoy("lab/1");
    StreamsFixture.Peer odd = envoy("lab/2");
    streams.serve(List.of(object("p", ROUTES_2)));
    assertEquals(List.of("RouteConfiguration p"), good.taken());
    odd.refuse("no");
    assertEquals(List.of(), good.taken());
    assertEquals(List.of(), odd.taken());
    assertEquals(ROUTES_2.version(), envoy("lab/3").version("p routes"));
    assertEquals(
        List.of("lab/1 APPLIED ", "lab/2 FAILED no", "lab/3 APPLIED "),
        streams.deployment("p").nodes().stream().map(RejectedObjectTest::line).toList());
  }

  @Test
  void dependency_released_staysUntilAccepted() {
    expectRefusal();
    ServedObject backend = object("b", CLUSTER);
    streams.serve(List.of(backend, needing(ROUTES_1, "b")));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2)));
    envoy.refuse("no");
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    assertEquals(CLUSTER.version(), envoy.version("b cluster"));
    streams.serve(List.of(object("p", ROUTES_3)));
    assertEquals(List.of("RouteConfiguration p", "Cluster -b"), envoy.taken());
  }

  @Test
  void resource_movedToOtherObject_stays() {
    streams.serve(List.of(object("p", SCOPE_1), object("q", ROUTES_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("q", ROUTES_1, SCOPE_2)));
    assertEquals(List.of("ScopedRouteConfiguration p"), envoy.taken());
    streams.serve(List.of(object("p", SCOPE_1), object("q", ROUTES_1)));
    assertEquals(List.of("ScopedRouteConfiguration p"), envoy.taken());
    assertEquals(SCOPE_1.version(), envoy.version("p scope"));
  }

  @Test
  void reject_restart_isRestored() {
    expectRefusal();
    streams.serve(List.of(object("p", ROUTES_1)));
    StreamsFixture.Peer envoy = envoy("lab/1");
    streams.serve(List.of(object("p", ROUTES_2)));
    envoy.refuse("no");
    StreamsFixture next = new StreamsFixture(streams.saved(), Duration.ZERO);
    next.serve(List.of(object("p", ROUTES_2)));
    StreamsFixture.Peer again = next.open(node("lab/1", NodeKind.ENVOY));
    again.subscribe(ResourceType.ROUTES, "p");
    again.taken();
    assertEquals(ROUTES_1.version(), again.version("p routes"));
  }

  /** A gRPC client may have any version, so that its rejections do not affect Envoys. */
  @Test
  void reject_byGrpcClient_affectsOnlyIt() {
    warnings.expect("node lab/1 refused");
    streams.serve(List.of(object("p", ROUTES_1, resource(ResourceType.API_ROUTES, "p", "1"))));
    StreamsFixture.Peer client = streams.open(node("lab/1", NodeKind.GRPC));
    client.subscribe(ResourceType.API_ROUTES, "p");
    client.refuse("no");
    assertEquals(ROUTES_1.version(), envoy("lab/2").version("p routes"));
    assertFalse(streams.deployment("p").rejected());
    assertEquals(
        List.of("lab/1 FAILED no", "lab/2 APPLIED "),
        streams.deployment("p").nodes().stream().map(RejectedObjectTest::line).toList());
  }

  @Test
  void applied_unansweredNode_isFalse() {
    streams.serve(List.of(object("p", ROUTES_1)));
    StreamsFixture.Peer first = envoy("lab/1");
    StreamsFixture.Peer second = envoy("lab/2");
    assertTrue(streams.deployment("p").applied());
    streams.serve(List.of(object("p", ROUTES_2)));
    assertFalse(streams.deployment("p").applied());
    first.taken();
    assertEquals(
        List.of("lab/1 APPLIED ", "lab/2 PENDING "),
        streams.deployment("p").nodes().stream().map(RejectedObjectTest::line).toList());
    assertEquals(
        List.of(true, false),
        streams.nodes().stream()
            .map(node -> node.types().stream().allMatch(NodeStatus.TypeStatus::isInSync))
            .toList());
    second.taken();
    assertTrue(streams.deployment("p").applied());
  }

  private static String line(ObjectDeployment.NodeDeployment node) {
    return node.node()
        + " "
        + node.state()
        + " "
        + node.rejection().map(ResourceRejection::reason).orElse("");
  }

  private StreamsFixture.Peer envoy(String id) {
    StreamsFixture.Peer envoy = streams.open(node(id, NodeKind.ENVOY));
    envoy.subscribe(ResourceType.CLUSTER);
    envoy.subscribe(ResourceType.ROUTES, "p");
    envoy.subscribe(ResourceType.SCOPE);
    envoy.taken();
    return envoy;
  }

  private static ServedObject needing(EncodedResource routes, String backend) {
    return new ServedObject("lab", "p", Set.of("gw"), List.of(routes), Set.of(backend));
  }

  private void expectRefusal() {
    warnings.expect("node lab/1 refused");
    warnings.expect("p goes back to what was good before");
  }
}
