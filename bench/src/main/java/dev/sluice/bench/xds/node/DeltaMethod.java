package dev.sluice.bench.xds.node;

import com.google.protobuf.ByteString;
import dev.sluice.bench.xds.node.NodeTraffic.TrafficKind;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The gRPC method of the aggregated delta stream. Requests are encoded before, because many nodes
 * send the same, and messages are counted.
 */
final class DeltaMethod {
  private DeltaMethod() {}

  /**
   * A response.
   *
   * @param receivedNanos the time of its last byte, by {@link System#nanoTime}
   */
  record Response(DeltaDiscoveryResponse message, long receivedNanos) {}

  static MethodDescriptor<ByteString, Response> of(NodeTraffic.Counter traffic) {
    return MethodDescriptor.newBuilder(new Requests(traffic), new Responses(traffic))
        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
        .setFullMethodName(
            AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod().getFullMethodName())
        .build();
  }

  /** Returns an encoded request that has the identity of a node only. */
  static ByteString identity(Node node) {
    return DeltaDiscoveryRequest.newBuilder().setNode(node).build().toByteString();
  }

  /**
   * Returns an encoded request without identity.
   *
   * @param nonce the nonce of the response that it acknowledges; empty if there is none
   */
  static ByteString request(
      XdsType type,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> versions,
      String nonce) {
    return DeltaDiscoveryRequest.newBuilder()
        .setTypeUrl(type.url())
        .addAllResourceNamesSubscribe(subscribe)
        .addAllResourceNamesUnsubscribe(unsubscribe)
        .putAllInitialResourceVersions(versions)
        .setResponseNonce(nonce)
        .build()
        .toByteString();
  }

  private record Requests(NodeTraffic.Counter traffic) implements Marshaller<ByteString> {
    @Override
    public InputStream stream(ByteString request) {
      traffic.message(TrafficKind.REQUESTS, TrafficKind.BYTES_UP, request.size());
      return new ByteArrayInputStream(request.toByteArray());
    }

    @Override
    public ByteString parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }

  private record Responses(NodeTraffic.Counter traffic) implements Marshaller<Response> {
    @Override
    public InputStream stream(Response response) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Response parse(InputStream stream) {
      long received = System.nanoTime();
      try {
        byte[] bytes = stream.readAllBytes();
        traffic.message(TrafficKind.RESPONSES, TrafficKind.BYTES_DOWN, bytes.length);
        return new Response(DeltaDiscoveryResponse.parseFrom(bytes), received);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
