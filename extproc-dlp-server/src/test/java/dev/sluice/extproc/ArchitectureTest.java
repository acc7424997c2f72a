package dev.sluice.extproc;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final List<String> CORE =
      List.of(
          "budget",
          "channel",
          "framing",
          "finding",
          "coding",
          "decoder",
          "scanner",
          "recognizer",
          "rewriter",
          "inspect",
          "policy",
          "model",
          "cache",
          "external",
          "shadow",
          "selection",
          "trial");

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.extproc")
        .everywhere("dev.sluice.common")
        .only("io.envoyproxy", "server", "stream", "response", "accesslog", "wire", "attempt")
        .only("com.aayushatharva.brotli4j", "coding")
        .only("com.github.luben.zstd", "coding")
        .only("io.grpc", "server", "stream", "accesslog", "wire", "attempt", "playground")
        .only(
            "com.google.protobuf",
            "server",
            "stream",
            "response",
            "inspect",
            "selection",
            "shadow",
            "usage",
            "wire",
            "backend",
            "cache",
            "attempt",
            "trial",
            "playground")
        .only("dev.sluice.playground.v1", "playground")
        .only("dev.sluice.report.v1", "server", "usage", "backend")
        .only("dev.sluice.cache.v1", "cache.shared")
        .only("io.lettuce", "cache.shared")
        .only("com.github.benmanes.caffeine", "cache")
        .only("dev.sluice.config.v1", "server", "stream", "model", "cache", "budget")
        .only("io.micrometer.core.instrument", "server", "stream", "accesslog", "usage")
        .only("io.micrometer.prometheusmetrics", "server")
        .only("javax.crypto", "rewriter", "cache.shared")
        .only("javax.net.ssl", "external")
        .only("tools.jackson", "policy", "external", "response", "accesslog", "usage")
        .apart(CORE, List.of("server", "stream", "response", "accesslog", "usage"))
        .apart(List.of("stream", "response", "accesslog", "usage"), List.of("server"))
        .apart(List.of("usage", "backend"), List.of("accesslog", "stream"))
        .apart(List.of("playground"), List.of("server", "stream", "accesslog", "response"))
        .apart(List.of("attempt"), List.of("accesslog", "usage", "policy", "inspect"))
        .apart(
            List.of("wire"),
            List.of("stream", "response", "accesslog", "inspect", "framing", "finding"))
        .tests();
  }
}
