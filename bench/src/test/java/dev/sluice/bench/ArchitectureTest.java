package dev.sluice.bench;

import dev.sluice.common.testkit.LibraryTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.bench")
        .everywhere("dev.sluice.e2e")
        .everywhere("picocli")
        .only("com.google.protobuf", "xds.client")
        .only("io.envoyproxy", "xds.client")
        .only("io.grpc", "xds.client")
        .only("java.sql", "xds")
        .only("tools.jackson", "xds.report")
        .tests();
  }
}
