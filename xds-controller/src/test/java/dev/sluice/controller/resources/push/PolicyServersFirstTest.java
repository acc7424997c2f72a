package dev.sluice.controller.resources.push;

import static dev.sluice.controller.resources.push.StreamsFixture.node;
import static dev.sluice.controller.resources.push.StreamsFixture.object;
import static dev.sluice.controller.resources.push.StreamsFixture.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that routes are sent to Envoys after the policy servers acknowledged their publishes. */
final class PolicyServersFirstTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final StreamsFixture streams = new StreamsFixture();

  @Test
  void routes_waitForPublishOfTheirObject() {
    streams.serve(List.of(product("p", "1"), product("q", "1")));
    StreamsFixture.Peer authz = policyServer("lab/authz", NodeKind.EXTAUTHZ);
    StreamsFixture.Peer extproc = policyServer("lab/extproc", NodeKind.EXTPROC);
    StreamsFixture.Peer envoy = envoy();
    streams.serve(List.of(product("p", "2"), product("q", "1")));
    assertEquals(List.of(), envoy.taken());
    streams.serve(List.of(product("p", "2"), moved("q")));
    assertEquals(List.of("RouteConfiguration q"), envoy.taken());
    authz.taken();
    assertEquals(List.of(), envoy.taken());
    extproc.taken();
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
  }

  @Test
  void routes_manyChanges_waitForEach() {
    StreamsFixture.Peer authz = policyServer("lab/authz", NodeKind.EXTAUTHZ);
    StreamsFixture.Peer envoy = envoy();
    for (int n = 0; n < 9; n++) {
      streams.serve(List.of(product("p", "v" + n), product("q", "1")));
      streams.pass(StreamsFixture.PATIENCE.dividedBy(3));
      if (n > 0) {
        authz.take();
      }
      assertEquals(n == 1 ? List.of("RouteConfiguration q") : List.of(), envoy.taken());
    }
    authz.taken();
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
  }

  @Test
  void policyServer_silent_isNotWaitedFor() {
    StreamsFixture.Peer authz = policyServer("lab/authz", NodeKind.EXTAUTHZ);
    StreamsFixture.Peer envoy = envoy();
    streams.serve(List.of(product("p", "1")));
    streams.pass(StreamsFixture.PATIENCE);
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    streams.serve(List.of(product("p", "2")));
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
    authz.taken();
    streams.serve(List.of(product("p", "3")));
    assertEquals(List.of(), envoy.taken());
    authz.taken();
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
  }

  @Test
  void policyServer_disconnected_isNotWaitedFor() {
    StreamsFixture.Peer authz = policyServer("lab/authz", NodeKind.EXTAUTHZ);
    StreamsFixture.Peer envoy = envoy();
    streams.serve(List.of(product("p", "1")));
    assertEquals(List.of(), envoy.taken());
    streams.closeStream(authz);
    assertEquals(List.of("RouteConfiguration p"), envoy.taken());
  }

  @Test
  void envoy_new_receivesEverythingAtOnce() {
    StreamsFixture.Peer authz = policyServer("lab/authz", NodeKind.EXTAUTHZ);
    streams.serve(List.of(object("p", resource(ResourceType.SCOPE, "p", "1"), publish("p", "1"))));
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.SCOPE);
    assertEquals(List.of("ScopedRouteConfiguration p"), envoy.taken());
    assertEquals(1, authz.waiting());
  }

  private StreamsFixture.Peer policyServer(String id, NodeKind kind) {
    StreamsFixture.Peer server = streams.open(node(id, kind));
    server.subscribe(ResourceType.PUBLISH);
    server.taken();
    return server;
  }

  private StreamsFixture.Peer envoy() {
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.ROUTES, "p", "q");
    envoy.taken();
    return envoy;
  }

  private static ServedObject product(String name, String content) {
    return object(name, resource(ResourceType.ROUTES, name, content), publish(name, content));
  }

  /** Returns the object with other backends, which policy servers need not acknowledge. */
  private static ServedObject moved(String name) {
    return object(name, resource(ResourceType.ROUTES, name, "moved"), publish(name, "1"));
  }

  private static EncodedResource publish(String name, String content) {
    return resource(ResourceType.PUBLISH, name, content);
  }
}
