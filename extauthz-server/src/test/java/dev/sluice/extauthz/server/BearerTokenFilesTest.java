package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenFilesTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path folder;

  @Test
  void find_fileAndMountedFolder() throws IOException {
    Files.writeString(folder.resolve("aura"), "token-a\n");
    Files.writeString(Files.createDirectory(folder.resolve("mounted")).resolve("token"), "token-b");
    Files.createDirectory(folder.resolve("..data"));
    try (var files = new BearerTokenFiles(Optional.of(folder), NEVER)) {
      assertTrue(files.find("aura").orElseThrow().matches("token-a"));
      assertTrue(files.find("mounted").orElseThrow().matches("token-b"));
      assertEquals(Optional.empty(), files.find("../aura"));
    }
  }

  @Test
  void reload_invalidFile_keepsLastValidToken() throws IOException {
    Path file = Files.writeString(folder.resolve("aura"), "token-a");
    try (var files = new BearerTokenFiles(Optional.of(folder), NEVER)) {
      Files.writeString(file, "token-c");
      files.reload();
      assertTrue(files.find("aura").orElseThrow().matches("token-c"));
      Files.writeString(file, "two words");
      files.reload();
      assertTrue(files.find("aura").orElseThrow().matches("token-c"));
      Files.delete(file);
      files.reload();
      assertEquals(Optional.empty(), files.find("aura"));
    }
  }

  @Test
  void find_noFolder() {
    try (var files = new BearerTokenFiles(Optional.empty(), NEVER)) {
      assertEquals(Optional.empty(), files.find("aura"));
    }
  }
}
