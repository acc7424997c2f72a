package dev.sluice.e2e.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transcript of a test's requests, with checks of the responses. It is printed when a test fails.
 */
final class MeshTranscript {
  /** The arguments of curl for a gRPC call without a message. */
  private static final String[] GRPC = {
    "-H", "content-type: application/grpc", "-H", "te: trailers", "--data-binary", ""
  };

  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> lines = new ArrayList<>();

  /** Sends a request from a pod. */
  CurlResponse send(String what, NetworkPod pod, String[] arguments, String... more) {
    CurlResponse response = pod.curl(join(arguments, more));
    lines.add("--- " + what + "\n" + response);
    return response;
  }

  /** Sends a gRPC call to a method that does not exist. */
  CurlResponse callGrpc(String what, NetworkPod pod, String server, String... more) {
    return send(what, pod, join(GRPC, more), server + "/sluice.Unknown/Call");
  }

  /** Checks that a request gets no response: its connection ends, at any moment of the call. */
  void assertRefused(String what, NetworkPod pod, String[] arguments, String... more) {
    assertRefused(send(what + ", refused", pod, arguments, more));
  }

  static void assertRefused(CurlResponse response) {
    assertEquals(0, response.status(), response::toString);
    assertTrue(response.error().matches("(?s)(16|18|35|52|55|56) .*"), response::toString);
  }

  /** Adds a line. */
  void note(String what) {
    lines.add("--- " + what);
  }

  /** Returns a watcher that prints this transcript and the ends of logs when a test fails. */
  TestWatcher printedOnFailure(Supplier<String> logTails) {
    return new TestWatcher() {
      @Override
      public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        System.err.println(MeshTranscript.this);
        System.err.println(logTails.get());
      }
    };
  }

  static void assertRejected(int status, String code, CurlResponse response) {
    assertEquals(
        status + " " + code, response.status() + " " + errorCode(response), response::toString);
  }

  static String[] join(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  private static String errorCode(CurlResponse response) {
    return response.body().startsWith("{")
        ? JSON.readTree(response.body()).path("error").path("code").asString("")
        : "";
  }
}
