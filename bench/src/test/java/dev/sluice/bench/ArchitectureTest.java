package dev.sluice.bench;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.bench")
        .everywhere("dev.sluice.e2e")
        .everywhere("dev.sluice.quality")
        .everywhere("picocli")
        .only("dev.sluice.common.match", "scan")
        .only("dev.sluice.common.audit", "micro")
        .only("dev.sluice.common.schema", "xds")
        .only("dev.sluice.controller", "xds")
        .only("dev.sluice.extauthz", "micro")
        .only("dev.sluice.common.scope", "extproc")
        .only("dev.sluice.extproc", "scan", "extproc")
        .only("com.google.protobuf", "xds.node", "peer", "check.fixture", "micro", "extproc")
        .only("com.google.rpc", "audit", "peer", "limits")
        .only("com.sun.net.httpserver", "authz")
        .only("com.knuddels", "text")
        .only("com.nimbusds", "check.fixture")
        .only("org.conscrypt", "check.fixture")
        .only("io.envoyproxy", "xds.node", "peer", "audit", "check.fixture", "micro", "limits")
        .only("io.grpc", "xds.node", "peer", "audit", "limits")
        .only("java.sql", "audit", "xds")
        .only("org.openjdk.jmh", "scan", "micro")
        .only("tools.jackson", "frame", "text", "xds")
        .apart(
            List.of("frame"),
            List.of("peer", "authz", "extproc", "capacity", "xds", "scan", "audit", "micro"))
        .apart(List.of("load", "http", "check"), List.of("frame", "text", "authz", "audit"))
        .generated("scan.jmh_generated")
        .generated("micro.jmh_generated")
        .tests();
  }
}
