package dev.sluice.common.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-86")
class DependencyProbesTest {
  @TempDir Path folder;
  private final ConfigReader config =
      ConfigReader.of("spool:\n  dir: a\n", Map.of("SLUICE_COLLECTOR", "b"));
  private final DependencyReport report = new DependencyReport(config);

  @Test
  void address_listening_isFound() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort address = new HostPort("127.0.0.1", server.getLocalPort());
      AddressProbe.probe("collector", address, report);
      assertEquals(List.of("collector " + address), report.found());
    }
    assertEquals(List.of(), report.problems());
  }

  @Test
  void address_closedOrUnknown_isAbsent() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    AddressProbe.probe("collector", new HostPort("127.0.0.1", port), report);
    AddressProbe.probe("collector", new HostPort("nowhere.invalid", 1), report);
    String origin = " (environment SLUICE_COLLECTOR)";
    assertEquals(
        List.of(
            "collector: 127.0.0.1:" + port + " cannot be reached: Connection refused" + origin,
            "collector: nowhere.invalid:1 cannot be reached: the host name is unknown" + origin),
        texts());
    assertTrue(report.problems().getFirst().missing());
  }

  @Test
  void folder_creatable_isFoundAndNotCreated() {
    Path spool = folder.resolve("a/b");
    FolderProbe.writable("spool.dir", spool, report);
    FolderProbe.readable("spool.dir", folder, report);
    assertEquals(List.of("spool.dir " + spool, "spool.dir " + folder), report.found());
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void folder_fileInTheWay_isAbsent() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FolderProbe.writable("spool.dir", file.resolve("b"), report);
    FolderProbe.readable("spool.dir", file, report);
    assertEquals(
        List.of(
            "spool.dir: the folder %s/b cannot be written: %s must be a folder that this user may write to (config.yaml:2:8)"
                .formatted(file, file),
            "spool.dir: the folder %s cannot be read; create it (config.yaml:2:8)".formatted(file)),
        texts());
  }

  @Test
  void report_keyOfFileOrEnvironment_isSet() {
    assertTrue(report.isSet("spool.dir"));
    assertTrue(report.isSet("collector"));
    assertFalse(report.isSet("spool.max"));
  }

  private List<String> texts() {
    return report.problems().stream().map(Object::toString).toList();
  }
}
