package dev.sluice.ctl;

import dev.sluice.common.testkit.LibraryTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.ctl")
        .everywhere("dev.sluice.common")
        .everywhere("dev.sluice.extauthz.policy")
        .everywhere("dev.sluice.extproc.policy")
        .only("dev.sluice.extproc.scanner", "dlp.scan")
        .only("dev.sluice.extproc.rewriter", "dlp", "policytest")
        .only("dev.sluice.extproc.inspect", "dlp.trial", "policytest", "explain")
        .only("dev.sluice.extproc.trial", "dlp.trial", "policytest", "explain")
        .only("dev.sluice.extproc.finding", "dlp.trial", "policytest", "explain")
        .only("dev.sluice.extproc.recognizer", "dlp", "dlp.trial", "policytest.coverage")
        .only("com.google.protobuf", "dlp.trial", "policytest", "explain")
        .only("dev.sluice.extauthz.replay", "replay", "shadow")
        .everywhere("picocli")
        .everywhere("tools.jackson")
        .only("dev.sluice.config", "policytest")
        .only("dev.sluice.extauthz.decision", "policytest", "explain", "replay")
        .only("dev.sluice.extauthz.limit", "explain")
        .only("dev.sluice.extauthz.identity", "policytest", "explain")
        .only("dev.cel", "policytest")
        .only("javax.xml.stream", "policytest")
        .only("org.snakeyaml.engine", "yaml")
        .only("dev.sluice.controller.xds", "agent")
        .only("org.bouncycastle", "agent")
        .only("java.net.http", "remote", "doctor")
        .tests();
  }
}
