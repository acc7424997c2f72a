package dev.sluice.controller.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.controller.testkit.Certificates;
import dev.sluice.controller.testkit.Certificates.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFolderProbeTest {
  private static final String KEY = "secrets.dir";

  @TempDir Path made;
  @TempDir Path folder;

  @Test
  void folder_bothLayouts_areCounted() throws IOException {
    Pem pem = Certificates.of(made, 365, "one.example.com");
    pem.write(folder, "flat");
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    pem.write(mounted, "tls");
    Files.writeString(folder.resolve("authorities.crt"), "no pair");
    Files.writeString(folder.resolve("token"), "no certificate");
    DependencyReport report = probe(folder);
    assertEquals(List.of(KEY + " " + folder + " with 2 certificates"), report.found());
    assertEquals(List.of(), report.problems());
  }

  @Test
  void folder_keyOfAnother_isWrong() throws IOException {
    Certificates.of(made, 365, "one.example.com").write(folder, "a");
    Certificates.of(made, 365, "one.example.com").write(folder, "b");
    Files.copy(
        folder.resolve("b.key"), folder.resolve("a.key"), StandardCopyOption.REPLACE_EXISTING);
    DependencyReport report = probe(folder);
    assertEquals(
        List.of(
            "secrets.dir: secret a in "
                + folder
                + ": the key does not fit the certificate (config.yaml:1:16)"),
        report.problems().stream().map(Object::toString).toList());
  }

  @Test
  void folder_missing_isAbsentOnlyIfSet() {
    Path none = folder.resolve("none");
    assertTrue(probe(none).problems().getFirst().missing());
    DependencyReport unset = new DependencyReport(ConfigReader.of("", Map.of()));
    SecretFolderProbe.probe(KEY, none, unset);
    assertEquals(List.of(), unset.problems());
    assertEquals(List.of(), unset.found());
  }

  private static DependencyReport probe(Path folder) {
    DependencyReport report =
        new DependencyReport(ConfigReader.of("secrets: {dir: '" + folder + "'}\n", Map.of()));
    SecretFolderProbe.probe(KEY, folder, report);
    return report;
  }
}
