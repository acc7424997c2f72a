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
        .only("dev.sluice.common.policyfile", "scan.state")
        .only("dev.sluice.common.match", "scan.engine")
        .only("dev.sluice.common.scope", "scan.state")
        .only("dev.sluice.extproc", "scan.engine", "scan.state", "scan.bait")
        .only("com.google.protobuf", "xds.client", "scan.state", "extproc.peer", "check.request")
        .only("com.google.rpc", "authz.peer")
        .only("com.sun.net.httpserver", "authz")
        .only("com.nimbusds", "check.token")
        .only("org.conscrypt", "check.token")
        .only("com.google.re2j", "scan.engine")
        .only("io.envoyproxy", "xds.client", "extproc.peer", "authz.peer", "check.request")
        .only("io.grpc", "xds.client", "peer", "extproc.peer", "authz.peer")
        .only("java.sql", "audit", "xds")
        .only("org.openjdk.jmh", "scan")
        .only("tools.jackson", "xds.report", "report", "extproc.text", "scan.report")
        .apart(List.of("load"), List.of("extproc.peer", "extproc.text", "report"))
        .apart(List.of("check.load"), List.of("check.request", "check.token", "authz.peer"))
        .generated("scan.speed.jmh_generated")
        .tests();
  }
}
