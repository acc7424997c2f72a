package dev.sluice.bench.xds.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStateTest {
  private final ResourceNumbers numbers = new ResourceNumbers();
  private final NodeState state = new NodeState(numbers);
  private final int listener = numbers.resource(new ResourceRef(XdsType.LDS, "l"));
  private final int scope = numbers.resource(new ResourceRef(XdsType.SRDS, "s"));
  private final int routes = numbers.resource(new ResourceRef(XdsType.RDS, "r"));

  @Test
  void put_repeatedVersion_isReported() {
    assertFalse(state.put(scope, numbers.version("1")));
    assertTrue(state.put(scope, numbers.version("1")));
    assertFalse(state.put(scope, numbers.version("2")));
    assertEquals(Map.of("s", "2"), state.held(XdsType.SRDS));
  }

  @Test
  void holdsAll_allSubscribedNames_areThere() {
    state.put(listener, numbers.version("1"));
    state.put(scope, numbers.version("1"));
    assertTrue(state.addReference(routes));
    assertFalse(state.holdsAll(1));
    state.put(routes, numbers.version("1"));
    assertTrue(state.holdsAll(1));
    assertFalse(state.holdsAll(2));
  }

  @Test
  void wanted_includesMissingResources() {
    state.addReference(routes);
    assertEquals(List.of("r"), state.wanted(XdsType.RDS));
    assertEquals(Map.of(), state.held(XdsType.RDS));
  }

  @Test
  void removeReference_last_removesResource() {
    state.addReference(routes);
    assertFalse(state.addReference(routes));
    state.put(routes, numbers.version("1"));
    assertFalse(state.removeReference(routes));
    assertEquals(Map.of("r", "1"), state.held(XdsType.RDS));
    assertTrue(state.removeReference(routes));
    assertEquals(Map.of(), state.held(XdsType.RDS));
  }

  @Test
  void initialRequests_haveVersionsOfNode() throws IOException {
    InitialRequests initial = new InitialRequests();
    NodeState other = new NodeState(numbers);
    for (NodeState each : List.of(state, other)) {
      each.put(scope, numbers.version("1"));
      each.addReference(routes);
    }
    Optional<ByteString> first = initial.of(XdsType.RDS, state);
    assertSame(first, initial.of(XdsType.RDS, other));
    other.put(routes, numbers.version("7"));
    assertEquals(Map.of(), versions(initial, state));
    assertEquals(Map.of("r", "7"), versions(initial, other));
    assertEquals(Optional.empty(), initial.of(XdsType.EDS, other));
  }

  private static Map<String, String> versions(InitialRequests initial, NodeState state)
      throws IOException {
    ByteString request = initial.of(XdsType.RDS, state).orElseThrow();
    return DeltaDiscoveryRequest.parseFrom(request).getInitialResourceVersionsMap();
  }
}
