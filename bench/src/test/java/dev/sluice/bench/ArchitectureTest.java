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
        .everywhere("picocli")
        .only("dev.sluice.common.policyfile", "detection.rules", "scan.state")
        .only("dev.sluice.common.waf", "detection.rules")
        .only("dev.sluice.common.match", "scan.engine", "fuzz", "fuzz.body")
        .only("dev.sluice.common.scope", "detection.rules", "scan.state", "fuzz", "fuzz.body")
        .only(
            "dev.sluice.extproc",
            "detection.rules",
            "scan.engine",
            "scan.state",
            "scan.bait",
            "fuzz",
            "fuzz.body")
        .only(
            "com.google.protobuf",
            "xds.client",
            "detection.rules",
            "scan.state",
            "extproc.peer",
            "check.request",
            "fuzz",
            "fuzz.body")
        .only("com.google.rpc", "authz.peer")
        .only("com.sun.net.httpserver", "authz")
        .only("com.nimbusds", "check.token")
        .only("org.conscrypt", "check.token")
        .only("com.google.re2j", "scan.engine")
        .only(
            "io.envoyproxy",
            "xds.client",
            "extproc.peer",
            "authz.peer",
            "check.request",
            "fuzz.body")
        .only("io.grpc", "xds.client", "peer", "extproc.peer", "authz.peer", "fuzz.body")
        .only("io.micrometer", "fuzz.body")
        .only("java.sql", "audit", "xds")
        .only("org.openjdk.jmh", "scan")
        .only(
            "tools.jackson",
            "xds.report",
            "report",
            "extproc.text",
            "detection.report",
            "scan.report",
            "detection.peer",
            "detection.corpus.form")
        .apart(
            List.of("detection.corpus"),
            List.of("detection.rules", "detection.score", "detection.report", "detection.peer"))
        .apart(List.of("detection.score"), List.of("detection.rules", "detection.peer"))
        .apart(List.of("load"), List.of("extproc.peer", "extproc.text", "report"))
        .apart(List.of("check.load"), List.of("check.request", "check.token", "authz.peer"))
        .generated("scan.speed.jmh_generated")
        .tests();
  }
}
