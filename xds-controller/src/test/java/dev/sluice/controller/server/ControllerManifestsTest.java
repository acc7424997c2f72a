package dev.sluice.controller.server;

import dev.sluice.common.testkit.ServerManifests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of xds-controller in the files for operators. */
final class ControllerManifestsTest {
  private static final ServerManifests MANIFESTS = new ServerManifests("xds-controller");

  static List<Path> configurations() {
    return MANIFESTS.configurations();
  }

  @ParameterizedTest
  @Tag("C-87")
  @DisplayName("C-87 each key and variable in the manifests is one of the server")
  @MethodSource("configurations")
  void configuration_hasKnownKeys(Path file) {
    MANIFESTS.assertKnownKeys(file, ControllerConfig::read);
  }

  @Test
  void packagedFile_withAllKeys_onlyFilesAreMissing() {
    MANIFESTS.assertPackagedFileIsValid(ControllerConfig::read);
  }
}
