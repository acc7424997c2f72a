package dev.sluice.bench.check.request;

import com.google.protobuf.Timestamp;
import dev.sluice.bench.check.token.Algorithm;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Checks as Envoy asks them, encoded and framed for gRPC. */
public final class CheckMessages {
  private static final int PREFIX = 5;
  private static final String HOST = "bench.example";
  private static final int BODY = 1843;
  private static final int PORT = 10000;

  private CheckMessages() {}

  /** One check for each token. */
  public static List<byte[]> of(Algorithm algorithm, List<String> tokens) {
    return tokens.stream().map(token -> framed(check(algorithm, token))).toList();
  }

  /** The path of requests whose route takes tokens of that algorithm. */
  public static String path(Algorithm algorithm) {
    return "/v1/" + algorithm.segment() + "/chat/completions";
  }

  /** A check with an id and a time of its own; one without a token where that is empty. */
  public static byte[] named(Algorithm algorithm, String token, String id, Instant time) {
    CheckRequest.Builder check = check(algorithm, token).toBuilder();
    AttributeContext.Request.Builder request = check.getAttributesBuilder().getRequestBuilder();
    request.setTime(
        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()));
    request.getHttpBuilder().putHeaders("x-request-id", id);
    if (token.isEmpty()) {
      request.getHttpBuilder().removeHeaders("authorization");
    }
    return framed(check.build());
  }

  static CheckRequest check(Algorithm algorithm, String token) {
    AttributeContext.HttpRequest.Builder http =
        AttributeContext.HttpRequest.newBuilder()
            .setId("14216893612435871113")
            .setMethod("POST")
            .setPath(path(algorithm))
            .setHost(HOST)
            .setScheme("http")
            .setProtocol("HTTP/1.1")
            .setSize(BODY)
            .putHeaders(":authority", HOST)
            .putHeaders(":method", "POST")
            .putHeaders(":path", path(algorithm))
            .putHeaders(":scheme", "http")
            .putHeaders("accept", "*/*")
            .putHeaders("accept-encoding", "gzip, deflate")
            .putHeaders("authorization", "Bearer " + token)
            .putHeaders("content-length", Integer.toString(BODY))
            .putHeaders("content-type", "application/json")
            .putHeaders("user-agent", "OpenAI/Python 1.99.0")
            .putHeaders("x-forwarded-proto", "http")
            .putHeaders("x-request-id", "7b0e3b0c-6a3c-4f6f-9d3c-91d4f3a2b1c0");
    return CheckRequest.newBuilder()
        .setAttributes(
            AttributeContext.newBuilder()
                .setSource(peer(51234))
                .setDestination(peer(PORT))
                .setRequest(
                    AttributeContext.Request.newBuilder()
                        .setTime(Timestamp.newBuilder().setSeconds(1_790_000_000).setNanos(123_456))
                        .setHttp(http))
                .setMetadataContext(Metadata.getDefaultInstance())
                .setRouteMetadataContext(Metadata.getDefaultInstance()))
        .build();
  }

  private static AttributeContext.Peer peer(int port) {
    return AttributeContext.Peer.newBuilder()
        .setAddress(
            Address.newBuilder()
                .setSocketAddress(
                    SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(port)))
        .build();
  }

  private static byte[] framed(CheckRequest check) {
    byte[] message = check.toByteArray();
    return ByteBuffer.allocate(PREFIX + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
