package dev.sluice.quality.h2spec;

import java.util.Map;

/**
 * The failures of h2spec that are no defects of the product, with the reasons. {@code
 * quality/README.md} names the sources.
 */
final class ExplainedFailures {
  private static final String OWN_PING =
      "gRPC's own PING, which measures the bandwidth, arrives before the answer";
  private static final String EARLY_ANSWER =
      "the answer, or gRPC's own PING, arrives before the expected error";
  private static final String ERROR_STATUS =
      "answered with an HTTP error before the stream ends, as RFC 9113, 8.1.1 allows";
  private static final String CLOSED_STREAM = "Envoy ignores frames of a closed stream";
  private static final String AFTER_GOAWAY = "Envoy answers no PING after a GOAWAY of the client";
  private static final String PRIORITY =
      "Envoy ignores PRIORITY frames, which RFC 9113, 5.3.2 deprecates";
  private static final String WINDOW_OVERFLOW =
      "Envoy closes the connection at once, without the expected frame";

  private static final Map<String, String> GRPC =
      Map.ofEntries(
          Map.entry("generic/2/4", OWN_PING),
          Map.entry("http2/5.1/6", EARLY_ANSWER),
          Map.entry("http2/5.1/12", "Netty resets the stream and keeps the connection"),
          Map.entry("http2/5.1.1/2", "Netty ignores or resets a stream with a lower id"),
          Map.entry("http2/8.1.2.3/1", "gRPC for Java starts no call, but resets nothing either"),
          Map.entry("http2/8.1.2.3/2", ERROR_STATUS),
          Map.entry("http2/8.1.2.3/3", ERROR_STATUS),
          Map.entry("http2/8.1.2.3/4", ERROR_STATUS));

  private static final Map<String, String> ENVOY =
      Map.ofEntries(
          Map.entry("generic/3.8/1", AFTER_GOAWAY),
          Map.entry("http2/7/1", AFTER_GOAWAY),
          Map.entry("http2/3.5/2", "the port also serves HTTP/1.1, and answers 400 in it"),
          Map.entry("http2/5.1/6", "the answer arrives before the expected error"),
          Map.entry("http2/5.1/8", CLOSED_STREAM),
          Map.entry("http2/5.1/9", CLOSED_STREAM),
          Map.entry("http2/5.1/11", CLOSED_STREAM),
          Map.entry("http2/5.1/12", CLOSED_STREAM),
          Map.entry("http2/5.1.1/2", "Envoy ignores a stream with a lower id"),
          Map.entry("http2/5.3.1/2", PRIORITY),
          Map.entry("http2/6.3/1", PRIORITY),
          Map.entry("http2/6.9.1/2", WINDOW_OVERFLOW),
          Map.entry("http2/6.9.1/3", WINDOW_OVERFLOW));

  private ExplainedFailures() {}

  /** Returns the reason of a failure, or an empty text. */
  static String of(PortKind kind, String id) {
    return switch (kind) {
      case GRPC -> GRPC.getOrDefault(id, "");
      case ENVOY -> ENVOY.getOrDefault(id, "");
      case HTTP1 -> "";
    };
  }
}
