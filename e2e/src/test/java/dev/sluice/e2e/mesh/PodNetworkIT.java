package dev.sluice.e2e.mesh;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.LineProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of networks of pods whose owner did not close them. */
final class PodNetworkIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @BeforeEach
  void needsNamespaces() {
    Optional<String> missing = MeshRequirements.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  @Test
  void open_leftoverOfKilledProcess_isRemoved() {
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PodNetworkMain.class.getName());
    LineProcess owner = LineProcess.start("owner", command, folder.resolve("log"));
    String namespace = owner.hear();
    ProcessHandle program = ProcessHandle.of(Long.parseLong(owner.hear())).orElseThrow();
    assertTrue(namespaces().contains(namespace));
    PodNetwork.open().close();
    assertTrue(namespaces().contains(namespace), "its owner runs");

    ProcessHandle.of(owner.pid()).orElseThrow().destroyForcibly();
    owner.close();
    assertTrue(program.isAlive());
    PodNetwork.open().close();
    assertFalse(namespaces().contains(namespace), namespaces());
    ConditionWait.awaitTrue("the program has ended", LIMIT, () -> !program.isAlive());
    assertFalse(Files.exists(Path.of("/etc/netns", namespace)));
  }

  private static String namespaces() {
    return SystemCommand.run("ip", "netns", "list");
  }
}
