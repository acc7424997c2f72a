package dev.sluice.e2e.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.AbsentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortsTest {

  @Test
  void free_allDifferent() {
    Ports ports = Ports.free();
    assertEquals(Port.values().length, Set.copyOf(ports.numbers().values()).size());
    ports.requireFree();
  }

  @Test
  void requireFree_namesWhatIsTaken() throws IOException {
    Ports ports = Ports.free();
    try (ServerSocket other =
        new ServerSocket(ports.of(Port.GATEWAY), 1, InetAddress.getLoopbackAddress())) {
      AbsentException absent = assertThrows(AbsentException.class, ports::requireFree);
      assertTrue(
          String.valueOf(absent.getMessage())
              .contains("port " + other.getLocalPort() + " (AI gateway)"));
    }
  }
}
