package dev.sluice.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {
  @TempDir Path folder;

  @Test
  void awaitReady_processEnds() {
    ManagedProcess process = process("echo no such thing; exit 3");
    process.start();

    ProcessFailedException failure =
        assertThrows(ProcessFailedException.class, process::awaitReady);
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("exit code 3") && message.contains("no such thing"), message);
  }

  @Test
  void kill_canStartAgain() {
    ManagedProcess process = process("exec sleep 3600");
    process.start();
    long first = process.pid();
    process.kill();
    assertFalse(process.isAlive());

    process.start();
    assertTrue(process.isAlive() && process.pid() != first);
    process.close();
  }

  @Test
  void close_stopsCleanly() throws Exception {
    ManagedProcess process =
        process("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
    process.start();
    ConditionWait.awaitTrue(
        "it is up", Duration.ofSeconds(10), () -> process.logTail().contains("up"));
    assertTrue(Files.exists(folder.resolve("run/p.pid")));
    process.close();

    assertTrue(process.logTail().contains("bye"));
    assertFalse(Files.exists(folder.resolve("run/p.pid")));
  }

  @Test
  void awaitExit_returnsExitCode() {
    ManagedProcess process = process("exit 7");
    process.start();
    assertEquals(7, process.awaitExit(Duration.ofSeconds(10)));
  }

  @Test
  void clearLog_laterOutputIsKept() throws Exception {
    ManagedProcess process =
        process("echo before; until [ -e go ]; do sleep 0.05; done; echo after; exec sleep 3600");
    process.start();
    ConditionWait.awaitTrue(
        "it is up", Duration.ofSeconds(10), () -> process.logTail().contains("before"));
    process.clearLog();
    Files.createFile(folder.resolve("go"));
    ConditionWait.awaitTrue(
        "it goes on", Duration.ofSeconds(10), () -> process.logTail().contains("after"));
    assertEquals("after\n", Files.readString(process.log()));
    process.close();
  }

  private ManagedProcess process(String script) {
    return new ManagedProcess(
        new ProcessSpec(
            "p",
            List.of("sh", "-c", script),
            Map.of(),
            folder,
            folder.resolve("p.log"),
            folder.resolve("run/p.pid"),
            URI.create("http://127.0.0.1:1/ready"),
            Duration.ofSeconds(10)));
  }
}
