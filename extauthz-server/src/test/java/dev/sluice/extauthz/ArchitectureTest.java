package dev.sluice.extauthz;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final List<String> CORE = List.of("identity", "policy", "decision", "quota");

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.extauthz")
        .everywhere("dev.sluice.common")
        .everywhere("dev.sluice.config.v1")
        .only("dev.sluice.report.v1", "server")
        .only("io.envoyproxy", "server", "request", "response")
        .only("io.grpc", "server", "request", "response")
        .only("com.google.protobuf", "server", "request", "response")
        .only("com.google.rpc", "server", "response")
        .only("io.micrometer.core.instrument", "server")
        .only("io.micrometer.prometheusmetrics", "server")
        .only("tools.jackson", "policy", "response", "replay")
        .only("dev.cel", "policy")
        .only("io.lettuce", "limit.shared")
        .apart(CORE, List.of("server", "request", "response"))
        .apart(List.of("request", "response"), List.of("server"))
        .tests();
  }
}
