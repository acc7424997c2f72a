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
        .only("dev.sluice.common.match", "scan.engine", "fuzz")
        .only(
            "dev.sluice.extproc",
            "detection.rules",
            "scan.engine",
            "scan.state",
            "scan.bait",
            "fuzz")
        .only("com.google.protobuf", "xds.client", "detection.rules", "scan.state")
        .only("com.google.re2j", "scan.engine")
        .only("io.envoyproxy", "xds.client")
        .only("io.grpc", "xds.client")
        .only("java.sql", "xds")
        .only("org.openjdk.jmh", "scan")
        .only(
            "tools.jackson",
            "xds.report",
            "detection.report",
            "scan.report",
            "detection.peer",
            "detection.corpus.form")
        .apart(
            List.of("detection.corpus"),
            List.of("detection.rules", "detection.score", "detection.report", "detection.peer"))
        .apart(List.of("detection.score"), List.of("detection.rules", "detection.peer"))
        .generated("scan.speed.jmh_generated")
        .tests();
  }
}
