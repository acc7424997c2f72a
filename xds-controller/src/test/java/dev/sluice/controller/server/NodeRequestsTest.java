package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.controller.resources.NodeRequest;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeRequestsTest {
  private static final DeltaDiscoveryRequest REQUEST =
      DeltaDiscoveryRequest.newBuilder()
          .setNode(Node.newBuilder().setId("c/n").setCluster("c"))
          .setTypeUrl("type")
          .addResourceNamesSubscribe("publish/1")
          .addResourceNamesSubscribe("상품")
          .addResourceNamesUnsubscribe("publish/0")
          .putInitialResourceVersions("publish/1", "v1")
          .putInitialResourceVersions("상품", "v1")
          .putInitialResourceVersions("", "")
          .setResponseNonce("7")
          .setErrorDetail(com.google.rpc.Status.newBuilder().setMessage("no"))
          .build();

  private final NodeRequests requests = new NodeRequests();

  @Test
  void parse_isWhatTheMessageSays() {
    NodeRequest read = parse(REQUEST);
    NodeRequest plain = NodeRequest.of(REQUEST);
    assertEquals(plain.subscribe(), read.subscribe());
    assertEquals(plain.held(), read.held());
    assertEquals(
        REQUEST.toBuilder().clearResourceNamesSubscribe().clearInitialResourceVersions().build(),
        read.rest());
  }

  @Test
  void parse_namesAreSharedByAllWhoTellThem() {
    NodeRequest first = parse(REQUEST);
    NodeRequest second = parse(REQUEST);
    assertSame(first.subscribe().getFirst(), second.subscribe().getFirst());
    assertSame(first.held().get("publish/1"), second.held().get("publish/1"));
  }

  @Test
  void parse_whatIsNoRequest_isAnErrorOfTheCall() {
    byte[] bytes = REQUEST.toByteArray();
    for (int cut = 1; cut < bytes.length; cut++) {
      byte[] part = Arrays.copyOf(bytes, cut);
      try {
        requests.parse(new ByteArrayInputStream(part));
      } catch (StatusRuntimeException e) {
        assertEquals("INTERNAL", e.getStatus().getCode().name());
      }
    }
    byte[] longName = {0x1A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 'a'};
    assertThrows(
        StatusRuntimeException.class, () -> requests.parse(new ByteArrayInputStream(longName)));
    byte[] negative = {
      0x1A,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      0x01
    };
    assertThrows(
        StatusRuntimeException.class, () -> requests.parse(new ByteArrayInputStream(negative)));
  }

  @Test
  void sharedNames_manyInOnePlace_areNeverMixedUp() {
    SharedNames names = new SharedNames();
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < 300_000; n++) {
        byte[] bytes = ("name/" + n).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertEquals("name/" + n, names.of(bytes, 0, bytes.length));
      }
    }
  }

  private NodeRequest parse(DeltaDiscoveryRequest request) {
    return requests.parse(new ByteArrayInputStream(request.toByteArray()));
  }

  @Test
  void parse_nothing_isNothing() {
    NodeRequest empty = parse(DeltaDiscoveryRequest.getDefaultInstance());
    assertEquals(List.of(), empty.subscribe());
    assertEquals(Map.of(), empty.held());
    assertEquals("", empty.nonce());
  }
}
