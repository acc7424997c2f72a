package dev.sluice.bench.xds.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStateTest {
  private final Index index = new Index();
  private final NodeState state = new NodeState(index);
  private final int listener = index.resource(new Named(XdsType.LDS, "l"));
  private final int scope = index.resource(new Named(XdsType.SRDS, "s"));
  private final int routes = index.resource(new Named(XdsType.RDS, "r"));

  @Test
  void put_tellsARepeatedVersion() {
    assertFalse(state.put(scope, index.version("1")));
    assertTrue(state.put(scope, index.version("1")));
    assertFalse(state.put(scope, index.version("2")));
    assertEquals(Map.of("s", "2"), state.held(XdsType.SRDS));
  }

  @Test
  void holdsAll_onceEverythingAskedForIsThere() {
    state.put(listener, index.version("1"));
    state.put(scope, index.version("1"));
    assertTrue(state.want(routes));
    assertFalse(state.holdsAll(1));
    state.put(routes, index.version("1"));
    assertTrue(state.holdsAll(1));
    assertFalse(state.holdsAll(2));
  }

  @Test
  void wanted_alsoWhatHasNotCome() {
    state.want(routes);
    assertEquals(List.of("r"), state.wanted(XdsType.RDS));
    assertEquals(Map.of(), state.held(XdsType.RDS));
  }

  @Test
  void drop_forgetsWhatNothingLeadsToAnyMore() {
    state.want(routes);
    assertFalse(state.want(routes));
    state.put(routes, index.version("1"));
    assertFalse(state.drop(routes));
    assertEquals(Map.of("r", "1"), state.held(XdsType.RDS));
    assertTrue(state.drop(routes));
    assertEquals(Map.of(), state.held(XdsType.RDS));
  }

  @Test
  void openings_sayWhatEachNodeHolds() throws IOException {
    Openings openings = new Openings();
    NodeState other = new NodeState(index);
    for (NodeState each : List.of(state, other)) {
      each.put(scope, index.version("1"));
      each.want(routes);
    }
    Optional<DeltaRequest> first = openings.of(XdsType.RDS, state);
    assertSame(first, openings.of(XdsType.RDS, other));
    other.put(routes, index.version("7"));
    assertEquals(Map.of(), said(openings, state));
    assertEquals(Map.of("r", "7"), said(openings, other));
    assertEquals(Optional.empty(), openings.of(XdsType.EDS, other));
  }

  private static Map<String, String> said(Openings openings, NodeState state) throws IOException {
    DeltaRequest request = openings.of(XdsType.RDS, state).orElseThrow();
    return DeltaDiscoveryRequest.parseFrom(request.encode()).getInitialResourceVersionsMap();
  }
}
