package dev.sluice.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PidFileTest {
  @TempDir Path folder;

  @Test
  void stopLeftovers_processOfKilledOwner() throws IOException {
    Process left = new ProcessBuilder("sleep", "3600").start();
    PidFile.write(folder.resolve("server.pid"), left.pid(), "3600");

    assertEquals(List.of("server"), PidFile.stopLeftovers(folder));
    assertFalse(left.isAlive());
    assertFalse(Files.exists(folder.resolve("server.pid")));
  }

  @Test
  void stopLeftovers_reusedPid_isLeftAlone() throws IOException {
    Process other = new ProcessBuilder("sleep", "3601").start();
    try {
      PidFile.write(folder.resolve("server.pid"), other.pid(), "our-config.yaml");

      assertEquals(List.of(), PidFile.stopLeftovers(folder));
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void stopLeftovers_unreadableFile() throws IOException {
    Files.writeString(folder.resolve("server.pid"), "what\never");

    assertEquals(List.of(), PidFile.stopLeftovers(folder));
    assertFalse(Files.exists(folder.resolve("server.pid")));
  }

  @Test
  void stopLeftovers_noFolder() {
    assertEquals(List.of(), PidFile.stopLeftovers(folder.resolve("absent")));
  }
}
