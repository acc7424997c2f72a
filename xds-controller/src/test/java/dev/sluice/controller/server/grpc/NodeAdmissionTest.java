package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.xds.resource.NodeKind;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeAdmissionTest {
  private final UpdateLoop loop = new UpdateLoop();
  private final PushDistributor distributor =
      new PushDistributor(loop, PushConfig.DEFAULT, new SimpleMeterRegistry());

  private final AgentRegistry agents = new AgentRegistry();
  private @Nullable SpiffeId peer;

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void node_ofAGateway_seesThatGateway() {
    serve();
    var admitted =
        assertInstanceOf(NodeAdmission.Admitted.class, admit(node("lab/1", "lab", "envoy", "gw")));
    assertEquals(NodeKind.ENVOY, admitted.node().kind());
    assertEquals("gw", admitted.node().scope().gateway().orElseThrow());
  }

  @Test
  void node_ofAGatewayWithNothingPublished_isAdmittedSoThatItLosesWhatItHas() {
    serve();
    assertInstanceOf(
        NodeAdmission.Admitted.class, admit(node("lab/1", "lab", "envoy", "withdrawn")));
  }

  @Test
  void node_thatIsNotWhatItSays_isRefused() {
    assertEquals(Status.Code.UNAVAILABLE, refusal(node("lab/1", "lab", "envoy", "gw")));
    serve();
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node("other/1", "lab", "envoy", "gw")));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node("lab/1", "", "envoy", "gw")));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node("lab/1", "lab", "root", "gw")));
    assertEquals(Status.Code.NOT_FOUND, refusal(node("moon/1", "moon", "envoy", "gw")));
  }

  @Test
  void certificate_ofARememberedAgent_isGoodUntilTheRowsSayOtherwise() {
    serve();
    Node node = node("lab/1", "lab", "envoy", "gw");
    peer = new SpiffeId("lab", "envoy", "a");
    agents.restore(List.of(new Agent("a", "lab", "lab/1", "envoy", false)));
    assertInstanceOf(NodeAdmission.Admitted.class, admit(node));
    agents.update(Map.of(), true);
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
    agents.restore(List.of(new Agent("a", "lab", "lab/1", "envoy", false)));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
  }

  @Test
  void certificate_mustBeThatOfTheRegisteredNode() {
    serve();
    Node node = node("lab/1", "lab", "envoy", "gw");
    peer = new SpiffeId("lab", "envoy", "a");
    assertEquals(Status.Code.UNAVAILABLE, refusal(node));
    register(new Agent("a", "lab", "lab/1", "envoy", false));
    assertInstanceOf(NodeAdmission.Admitted.class, admit(node));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node("lab/2", "lab", "envoy", "gw")));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node("lab/1", "lab", "extauthz", "gw")));
    register(new Agent("a", "moon", "lab/1", "envoy", false));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
    register(new Agent("a", "lab", "lab/1", "extproc", false));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
    register(new Agent("a", "lab", "lab/1", "envoy", true));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
    peer = new SpiffeId("lab", "extauthz", "a");
    register(new Agent("a", "lab", "lab/1", "envoy", false));
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
    peer = new SpiffeId("lab", "envoy", "unknown");
    assertEquals(Status.Code.PERMISSION_DENIED, refusal(node));
  }

  private void register(Agent agent) {
    agents.update(Map.of(agent.id(), Optional.of(agent)), true);
  }

  private void serve() {
    distributor.replace(List.of("lab"), List.of());
  }

  private Status.Code refusal(Node node) {
    return assertInstanceOf(NodeAdmission.NotAdmitted.class, admit(node)).status().getCode();
  }

  private NodeAdmission admit(Node node) {
    return NodeAdmission.of(node, Optional.ofNullable(peer), distributor.store(), agents);
  }

  private static Node node(String id, String cluster, String kind, String gateway) {
    return Node.newBuilder()
        .setId(id)
        .setCluster(cluster)
        .setMetadata(
            Struct.newBuilder()
                .putFields("sluice_kind", Value.newBuilder().setStringValue(kind).build())
                .putFields("sluice_gateway", Value.newBuilder().setStringValue(gateway).build()))
        .build();
  }
}
