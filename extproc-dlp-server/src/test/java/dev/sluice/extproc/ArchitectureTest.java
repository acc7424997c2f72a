package dev.sluice.extproc;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final List<String> CORE =
      List.of(
          "channel",
          "coding",
          "decoder",
          "scanner",
          "recognizer",
          "rewriter",
          "inspect",
          "policy",
          "model");

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.extproc")
        .everywhere("dev.sluice.common")
        .only("io.envoyproxy", "server", "stream", "response", "accesslog")
        .only("com.aayushatharva.brotli4j", "coding")
        .only("com.github.luben.zstd", "coding")
        .only("io.grpc", "server", "stream", "response", "accesslog")
        .only("com.google.protobuf", "server", "stream", "response", "accesslog", "inspect")
        .only("dev.sluice.config.v1", "server", "stream", "model")
        .only("io.micrometer.core.instrument", "server", "stream", "accesslog")
        .only("io.micrometer.prometheusmetrics", "server")
        .only("javax.crypto", "rewriter")
        .only("tools.jackson", "policy", "response", "accesslog")
        .apart(CORE, List.of("server", "stream", "response", "accesslog"))
        .apart(List.of("stream", "response", "accesslog"), List.of("server"))
        .tests();
  }
}
