package dev.sluice.quality;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.quality")
        .everywhere("dev.sluice.e2e")
        .everywhere("picocli")
        .only("dev.sluice.common.policyfile", "detection.rules")
        .only("dev.sluice.common.waf", "detection.rules")
        .only("dev.sluice.common.match", "fuzz", "fuzz.body")
        .only("dev.sluice.common.scope", "detection.rules", "fuzz", "fuzz.body")
        .only("dev.sluice.common.testkit", "drill.fault")
        .only("dev.sluice.extproc", "detection.rules", "fuzz", "fuzz.body")
        .only("com.google.protobuf", "detection.rules", "fuzz", "fuzz.body")
        .only("com.sun.net.httpserver", "drill.load")
        .only("io.envoyproxy", "fuzz.body")
        .only("io.grpc", "fuzz.body")
        .only("io.micrometer", "fuzz.body")
        .only("java.sql", "drill.load", "drill.fault")
        .only("tools.jackson", "contract", "detection", "corpus.form", "drill", "h2spec")
        .only("javax.net.ssl", "h2spec", "drill.load")
        .only("javax.xml", "h2spec")
        .only("org.w3c.dom", "h2spec")
        .only("org.xml.sax", "h2spec")
        .apart(List.of("corpus"), List.of("detection", "fuzz"))
        .apart(List.of("drill.load"), List.of("drill.fault", "drill.stack"))
        .apart(List.of("drill.stack"), List.of("drill.fault", "drill.load"))
        .apart(List.of("detection.score"), List.of("detection.rules", "detection.peer"))
        .tests();
  }
}
