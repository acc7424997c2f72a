package dev.sluice.e2e;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.e2e")
        .only("dev.sluice.common", "stack")
        .only("dev.sluice.controller", "stack")
        .only("com.aayushatharva.brotli4j", "wire")
        .only("com.github.luben.zstd", "wire")
        .only("com.nimbusds", "stub")
        .only("com.sun.net.httpserver", "stub")
        .only("io.zonky.test.db.postgres.embedded", "process")
        .only("java.sql", "process", "client", "stack", "rows")
        .only("javax.net.ssl", "client")
        .only("tools.jackson", "stub", "client", "demo", "istio")
        .apart(List.of("process"), List.of("stub", "stack", "client", "demo"))
        .apart(List.of("rows"), List.of("stub", "stack", "client", "demo"))
        .apart(List.of("stub"), List.of("process", "stack", "client", "demo"))
        .apart(List.of("stack", "client"), List.of("demo"))
        .apart(List.of("istio"), List.of("demo", "client", "rows", "stub"))
        .tests();
  }
}
