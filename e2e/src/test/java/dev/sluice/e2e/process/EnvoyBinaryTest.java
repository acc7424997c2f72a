package dev.sluice.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvoyBinaryTest {
  @TempDir Path folder;

  @Test
  void find_pathInEnvironment() throws IOException {
    Path envoy = executable("anywhere/envoy");
    assertEquals(envoy, EnvoyBinary.find(Map.of("ENVOY", envoy.toString())));
  }

  @Test
  void find_downloadedBefore() throws IOException {
    Path envoy = executable("cache/envoy-1.40.0/bin/envoy");
    assertEquals(envoy, EnvoyBinary.find(Map.of("SLUICE_CACHE", folder + "/cache")));
  }

  @Test
  void find_onPath() throws IOException {
    Path envoy = executable("bin/envoy");
    Map<String, String> environment =
        Map.of("SLUICE_CACHE", folder + "/none", "PATH", "/none:" + envoy.getParent());
    assertEquals(envoy, EnvoyBinary.find(environment));
  }

  @Test
  void find_missingPathInEnvironment() {
    MissingPrerequisiteException absent =
        assertThrows(
            MissingPrerequisiteException.class,
            () -> EnvoyBinary.find(Map.of("ENVOY", folder + "/envoy")));
    assertTrue(String.valueOf(absent.getMessage()).contains("ENVOY names"));
  }

  @Test
  void find_noBinary() {
    MissingPrerequisiteException absent =
        assertThrows(
            MissingPrerequisiteException.class,
            () -> EnvoyBinary.find(Map.of("SLUICE_CACHE", folder + "/none")));
    assertTrue(String.valueOf(absent.getMessage()).contains("./sluice envoy"));
  }

  private Path executable(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
