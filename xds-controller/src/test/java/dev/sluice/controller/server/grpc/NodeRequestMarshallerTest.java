package dev.sluice.controller.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.controller.resources.node.NodeRequest;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRequestMarshallerTest {
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

  private final NodeRequestMarshaller requests = new NodeRequestMarshaller();

  @Test
  void parse_isWhatTheMessageSays() {
    NodeRequest read = parse(REQUEST);
    NodeRequest plain = NodeRequest.of(REQUEST);
    assertEquals(plain.subscribe(), read.subscribe());
    assertEquals(plain.initialVersions(), read.initialVersions());
    assertEquals(
        REQUEST.toBuilder().clearResourceNamesSubscribe().clearInitialResourceVersions().build(),
        read.rest());
  }

  @Test
  void parse_namesAreSharedByAllWhoTellThem() {
    NodeRequest first = parse(REQUEST);
    NodeRequest second = parse(REQUEST);
    assertSame(first.subscribe().getFirst(), second.subscribe().getFirst());
    assertSame(first.initialVersions().getFirst(), second.initialVersions().getFirst());
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
  void parse_streamThatDoesNotKnowItsLength_isReadToItsEnd() {
    InputStream pieces =
        new SequenceInputStream(
            new ByteArrayInputStream(REQUEST.toByteArray(), 0, 20),
            new ByteArrayInputStream(REQUEST.toByteArray(), 20, REQUEST.getSerializedSize() - 20));
    assertEquals(
        NodeRequest.of(REQUEST).initialVersions(), requests.parse(pieces).initialVersions());
  }

  @Test
  void parse_heldThatIsNoText_isAnErrorOfTheCall() {
    byte[] bytes = {0x2A, 0x03, 0x0A, 0x01, (byte) 0xFF};
    assertThrows(
        StatusRuntimeException.class, () -> requests.parse(new ByteArrayInputStream(bytes)));
  }

  @Test
  void shared_manyInOnePlace_areNeverMixedUp() {
    DecodedValueInterner<String> names =
        new DecodedValueInterner<>((bytes, from, to) -> new String(bytes, from, to - from, UTF_8));
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < 300_000; n++) {
        byte[] bytes = ("a name/" + n).getBytes(UTF_8);
        assertEquals("name/" + n, names.intern(bytes, 2, bytes.length));
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
    assertEquals(List.of(), empty.initialVersions());
    assertEquals("", empty.nonce());
  }
}
