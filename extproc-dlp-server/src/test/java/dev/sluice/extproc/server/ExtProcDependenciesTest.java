package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-86")
class ExtProcDependenciesTest {
  @TempDir Path folder;

  @Test
  void probe_allThere_findsEach() {
    DependencyReport report =
        probe(
            """
            dlp: {rules: ../policies/dlp_rules.yaml, hash-key: 0123456789abcdef}
            waf: {rules: ../policies/waf_rules.yaml}
            policies: {models: ../policies/model_rules.yaml}
            audit: {spool-dir: %s/spool}
            """
                .formatted(folder));
    assertEquals(List.of(), report.problems());
    assertEquals(
        List.of("dlp.rules", "waf.rules", "policies.models", "audit.spool-dir"),
        report.found().stream().map(text -> text.substring(0, text.indexOf(' '))).toList());
    assertFalse(Files.exists(folder.resolve("spool")));
  }

  @Test
  void probe_severalProblems_reportsAll() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "version: dlp-1\nrules:\n  - id: a\n    kind: regexp\n    pattern: '('\n");
    DependencyReport report =
        probe(
            """
            dlp: {rules: %s}
            audit: {spool-dir: %s/spool, otlp: {address: "127.0.0.1:1"}}
            controller: {address: "127.0.0.1:1", cache-dir: %s/rules.yaml}
            """
                .formatted(rules, rules, folder));
    List<String> texts = report.problems().stream().map(ConfigProblem::toString).toList();
    for (String part :
        List.of(
            "(" + rules + ":4:",
            "audit.spool-dir: the folder " + rules + "/spool cannot be written",
            "audit.otlp.address: 127.0.0.1:1 cannot be reached",
            "controller.cache-dir: the folder " + rules + " cannot be written",
            "controller.address: 127.0.0.1:1 does not answer as a controller")) {
      assertTrue(texts.stream().anyMatch(text -> text.contains(part)), () -> part + " in " + texts);
    }
    assertFalse(report.problems().getFirst().missing());
  }

  private static DependencyReport probe(String yaml) {
    ConfigReader reader = ConfigReader.of(yaml, Map.of());
    ExtProcConfig config = ExtProcConfig.read(reader);
    reader.finish();
    DependencyReport report = new DependencyReport(reader);
    ExtProcDependencies.probe(config, report);
    return report;
  }
}
