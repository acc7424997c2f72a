package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.quality.drill.stack.DiskRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The faults of what servers keep on disk. */
final class StateDrills {
  private static final int GARBAGE_BYTES = 100;

  private StateDrills() {}

  /** Cuts the last good copy of extauthz-server, and starts the server without a controller. */
  static void corruptLastGood(FaultContext drill) throws IOException {
    ManagedProcess controller = drill.server(ServerKind.CONTROLLER);
    ManagedProcess server = drill.server(ServerKind.EXTAUTHZ);
    controller.kill();
    server.kill();
    for (Path file : files(drill, DiskRole.EXTAUTHZ_LAST_GOOD)) {
      cutHalf(file);
    }
    server.start();
    drill.awaitOutcome("503 AUTHZ_UNAVAILABLE");
    drill.hold(3);
    controller.start();
    drill.ended();
    controller.awaitReady();
    server.awaitReady();
  }

  /**
   * Cuts the last good copy of the controller, and starts it without PostgreSQL. It has nothing to
   * serve then and ends. A supervisor, such as systemd, starts it again.
   */
  static void corruptControllerState(FaultContext drill) throws IOException {
    ManagedProcess controller = drill.server(ServerKind.CONTROLLER);
    controller.kill();
    drill.stack().database().kill();
    for (Path file : files(drill, DiskRole.CONTROLLER_STATE)) {
      cutHalf(file);
    }
    controller.start();
    drill.awaitOutcome("200");
    drill.hold(3);
    drill.stack().database().start();
    drill.ended();
    if (!controller.isAlive()) {
      controller.start();
    }
    controller.awaitReady();
  }

  /** Kills both policy servers, and adds bytes to the ends of their spools. */
  static void tornSpools(FaultContext drill) throws IOException {
    for (ServerKind kind : ProcessDrills.policyServers()) {
      drill.server(kind).kill();
    }
    byte[] garbage = new byte[GARBAGE_BYTES];
    new Random(1).nextBytes(garbage);
    for (DiskRole role : List.of(DiskRole.DECISION_SPOOL, DiskRole.EXCHANGE_SPOOL)) {
      for (Path file : files(drill, role)) {
        if (file.toString().endsWith(".spool")) {
          Files.write(file, garbage, StandardOpenOption.APPEND);
        }
      }
    }
    for (ServerKind kind : ProcessDrills.policyServers()) {
      drill.server(kind).start();
    }
    drill.ended();
    for (ServerKind kind : ProcessDrills.policyServers()) {
      drill.server(kind).awaitReady();
    }
  }

  /** Starts a second extproc-dlp-server on the spool of the first; it must not start. */
  static void twoOnOneSpool(FaultContext drill) throws IOException, InterruptedException {
    ProcessBuilder second =
        new ProcessBuilder(drill.server(ServerKind.EXTPROC).command())
            .redirectErrorStream(true)
            .redirectOutput(drill.stack().home().resolve("logs/second-extproc.log").toFile());
    second.environment().put("SLUICE_GRPC_ADDRESS", "127.0.0.1:" + StackPorts.findFreePort());
    second.environment().put("SLUICE_OPS_ADDRESS", "127.0.0.1:" + StackPorts.findFreePort());
    Process process = second.start();
    try {
      if (!process.waitFor(FaultContext.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new ProcessFailedException("a second server works on the same spool");
      }
      drill.require(process.exitValue() != 0, "the second server ended without an error");
    } finally {
      process.destroyForcibly();
    }
    drill.ended();
  }

  /** Returns the files on a disk. */
  static List<Path> files(FaultContext drill, DiskRole role) {
    Path folder = role.folder(drill.stack().sluice().settings());
    ConditionWait.awaitTrue(
        "there are files in " + folder, FaultContext.LIMIT, () -> !list(folder).isEmpty());
    return list(folder);
  }

  private static void cutHalf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
