package dev.sluice.e2e.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StackPortsTest {

  @Test
  void findFree_allDifferent() {
    StackPorts ports = StackPorts.findFree();
    assertEquals(StackPort.values().length, Set.copyOf(ports.numbers().values()).size());
    ports.requireFree();
  }

  @Test
  void requireFree_namesUsedPorts() throws IOException {
    StackPorts ports = StackPorts.findFree();
    try (ServerSocket other =
        new ServerSocket(ports.of(StackPort.GATEWAY), 1, InetAddress.getLoopbackAddress())) {
      MissingPrerequisiteException absent =
          assertThrows(MissingPrerequisiteException.class, ports::requireFree);
      assertTrue(
          String.valueOf(absent.getMessage())
              .contains("port " + other.getLocalPort() + " (AI gateway)"));
    }
  }
}
