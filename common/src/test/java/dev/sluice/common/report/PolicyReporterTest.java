package dev.sluice.common.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.PolicySet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PolicyReporterTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;

  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final PolicyReporter reporter = new PolicyReporter(this::take, InstantSource.system());
  private volatile boolean away;
  private Path file;
  private PolicyWatcher<WafPolicy> watcher;

  @BeforeEach
  void watch() throws IOException {
    file = folder.resolve("waf.yaml");
    write("1");
    watcher =
        new PolicyWatcher<>(
            file,
            WafCompiler.file(),
            Duration.ofMillis(20),
            new SimpleMeterRegistry(),
            new Readiness().component("waf"));
  }

  @AfterEach
  void close() {
    watcher.close();
    reporter.close();
  }

  @Test
  void report_activeAndRejected_areSent() throws IOException {
    watcher.setListener(reporter);
    Await.until(() -> last().equals("waf 1 ACTIVE"));
    warnings.expect("stays active");
    Files.writeString(file, "kind: WafRules\n");
    Await.until(() -> last().equals("waf 1 ACTIVE, waf - REJECTED"));
    write("2");
    Await.until(() -> last().equals("waf 2 ACTIVE"));
    write("1");
    Await.until(() -> last().equals("waf 1 ACTIVE"));
    assertEquals(4, reported.size(), () -> reported.toString());
  }

  @Test
  void report_controllerUnavailable_retries() {
    away = true;
    watcher.setListener(reporter);
    Await.until(() -> reported.size() >= 2);
    away = false;
    Await.until(() -> last().equals("waf 1 ACTIVE"));
  }

  private void take(PolicyReport report) throws ReportRejectedException {
    if (away) {
      reported.add("away");
      throw new ReportRejectedException("away");
    }
    reported.add(
        String.join(", ", report.getSetsList().stream().map(PolicyReporterTest::text).toList()));
  }

  private static String text(PolicySet set) {
    assertEquals(32, set.getSha256().size());
    String status = set.getStatus().name().replace("POLICY_STATUS_", "");
    assertEquals(status.equals("REJECTED"), !set.getError().isEmpty());
    return set.getKind() + " " + set.getVersion() + " " + status;
  }

  private String last() {
    return reported.isEmpty() ? "" : reported.getLast();
  }

  private void write(String version) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: sluice.dev/v1
        kind: WafRules
        metadata: {name: waf, version: "%s"}
        spec:
          rules: [{id: a, class: sqli, patterns: [a]}]
        """
            .formatted(version));
  }
}
