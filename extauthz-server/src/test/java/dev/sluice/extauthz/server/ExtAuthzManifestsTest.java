package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.testkit.ServerManifests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of extauthz-server in the files for operators. */
final class ExtAuthzManifestsTest {
  private static final ServerManifests MANIFESTS = new ServerManifests("extauthz-server");

  static List<Path> configurations() {
    return MANIFESTS.configurations();
  }

  /** The mounted files are missing here, so that the configuration is rejected in any case. */
  @ParameterizedTest
  @DisplayName("C-87 each key and variable in the manifests is one of the server")
  @MethodSource("configurations")
  void configuration_hasKnownKeys(Path file) {
    ConfigReader reader = ConfigReader.load(file, MANIFESTS.variables());

    ConfigException rejected =
        assertThrows(
            ConfigException.class,
            () -> {
              var _ = ExtAuthzConfig.read(reader);
              reader.finish();
            });

    assertEquals(
        List.of(),
        rejected.problems().stream()
            .filter(problem -> problem.message().contains("is not a known key"))
            .toList());
    assertEquals(List.of(), reader.unusedVariables());
  }
}
