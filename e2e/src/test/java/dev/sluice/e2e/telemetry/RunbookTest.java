package dev.sluice.e2e.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.process.HelperBuild;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.telemetry.ShippedTelemetryFiles.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The completeness of the runbook. {@link MetricsIT} checks the metrics and the SQL in it, and
 * {@code SluiceCtlPagesTest} of sluicectl its commands.
 */
@Tag("C-85")
@Tag("C-90")
final class RunbookTest {
  private static final RunbookPage PAGE = RunbookPage.shipped();
  private static final Set<String> OPS_PATHS = Set.of("/healthz", "/readyz", "/metrics");
  private static final Set<String> ADMIN_PATHS = Set.of("/clusters", "/memory", "/stats");
  private static final Pattern ADDRESS =
      Pattern.compile("curl -s 127\\.0\\.0\\.1:(9101|9102|9103|9901)(/\\w+)(?: \\| grep .*)?");

  @Test
  @DisplayName("C-90 each alert has a section of the runbook, and each section an alert")
  void sections_areThoseOfAlerts() {
    Set<String> alerts = alerts().stream().map(Alert::name).collect(Collectors.toSet());
    assertFalse(alerts.isEmpty());
    assertEquals(new TreeSet<>(alerts), new TreeSet<>(PAGE.sections().keySet()));
  }

  @Test
  @DisplayName("C-85 the alert rules pass Prometheus' own checker")
  void rules_passPromtool() throws IOException, InterruptedException {
    Optional<Path> promtool = HelperBuild.find("promtool", "/usr/bin");
    assumeTrue(promtool.isPresent(), "promtool of Prometheus is not installed");
    Path rules = RepositoryRoot.find().path().resolve("manifests/telemetry/alerts.yaml");
    Process checker =
        new ProcessBuilder(promtool.get().toString(), "check", "rules", rules.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, checker.waitFor(), said);
  }

  @Test
  void runbookUrl_isThatOfTheSection() {
    for (Alert alert : alerts()) {
      String anchor = alert.name().toLowerCase(Locale.ROOT);
      assertEquals(RunbookPage.PATH + "#" + anchor, alert.runbook());
    }
  }

  @Test
  void section_saysWhatToSeeMendAndVerify() {
    PAGE.sections()
        .forEach((alert, text) -> {
          for (String part : List.of("**Users see**", "**Look**", "**mend**", "**verify**")) {
            assertTrue(
                text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)), alert);
          }
        });
  }

  @Test
  void address_isOneOfTheServers() {
    List<String> calls = PAGE.commands().stream().filter(line -> line.startsWith("curl")).toList();
    assertFalse(calls.isEmpty());
    for (String call : calls) {
      var address = ADDRESS.matcher(call);
      assertTrue(address.matches(), call);
      boolean admin = address.group(1).equals("9901");
      assertTrue((admin ? ADMIN_PATHS : OPS_PATHS).contains(address.group(2)), call);
    }
  }

  private static List<Alert> alerts() {
    return ShippedTelemetryFiles.shipped().alerts();
  }
}
