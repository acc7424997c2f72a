package dev.sluice.controller.resources.push;

import static dev.sluice.controller.resources.push.StreamsFixture.node;
import static dev.sluice.controller.resources.push.StreamsFixture.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SecretStreamsTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final StreamsFixture streams = new StreamsFixture();

  @Test
  void secret_isSentBeforeListeners() {
    StreamsFixture.Peer envoy = streams.open(node("lab/1", NodeKind.ENVOY));
    envoy.subscribe(ResourceType.LISTENER);
    envoy.subscribe(ResourceType.SECRET, "s");
    envoy.taken();
    streams.serve(
        resource(ResourceType.LISTENER, "l", "1"), resource(ResourceType.SECRET, "s", "1"));
    assertEquals(List.of("Secret s", "Listener l"), envoy.taken());
    streams.serve(
        resource(ResourceType.LISTENER, "l", "1"), resource(ResourceType.SECRET, "s", "2"));
    assertEquals(List.of("Secret s"), envoy.taken());
  }

  @Test
  void policyServer_requestsSecret_receivesNone() {
    for (NodeKind kind : List.of(NodeKind.EXTAUTHZ, NodeKind.EXTPROC)) {
      assertFalse(kind.mayRequest(ResourceType.SECRET));
      streams.serve(resource(ResourceType.SECRET, "s", "1"));
      StreamsFixture.Peer server = streams.open(node("lab/" + kind, kind));
      server.subscribe(ResourceType.SECRET, "s");
      assertEquals(List.of("Secret -s"), server.taken());
    }
  }

  @Test
  void resource_asText_hidesContent() {
    EncodedResource secret = resource(ResourceType.SECRET, "s", "the private key itself");
    assertFalse((secret + " " + StreamsFixture.object("o", secret)).contains("private"));
  }
}
