package dev.sluice.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.testkit.NoWarnings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();
  private final ServerProcess process =
      new ServerProcess(
          "test-server", Map.of("SLUICE_ENVIRONMENT", "prod"), print(out), print(err));

  @Test
  void run_stopped_closesInReverse() {
    int code =
        run((config, parts) -> {
          events.add(
              config
                  .choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV)
                  .name());
          config.finish();
          parts.add("first", () -> events.add("first closed"));
          parts.add("second", () -> events.add("second closed"));
          process.stop();
        });
    assertEquals(0, code);
    assertEquals(List.of("PROD", "second closed", "first closed"), events);
    assertEquals("", text(err));
  }

  @Test
  void run_failingClose_closesOthers() {
    log.expect("failed to close bad");
    int code =
        run((_, parts) -> {
          parts.add("good", () -> events.add("closed"));
          parts.add(
              "bad",
              () -> {
                throw new IllegalStateException("stuck");
              });
          process.stop();
        });
    assertEquals(0, code);
    assertEquals(List.of("closed"), events);
  }

  @Test
  void run_invalidConfiguration_reportsAll() {
    int code =
        run((config, parts) -> {
          config.problem("a", "must be b");
          config.problem("c", "must be d");
          parts.add("never", () -> events.add("closed"));
          config.finish();
        });
    assertEquals(2, code);
    assertEquals(
        """
        test-server: a: must be b (not set; environment SLUICE_A)
        test-server: c: must be d (not set; environment SLUICE_C)
        """,
        text(err));
    assertEquals(List.of("closed"), events);
  }

  @Test
  void run_missingFile_fails() {
    Path none = folder.resolve("none.yaml");
    int code = run((config, _) -> config.finish(), "--config", none.toString());
    assertEquals(3, code);
    assertEquals("test-server: configuration: the file does not exist (" + none + ")\n", text(err));
  }

  @Test
  void run_portInUse_fails() {
    int code =
        run((_, _) -> {
          throw MissingDependencyException.port(
              new HostPort("127.0.0.1", 9001),
              "grpc.address",
              new BindException("Address already in use"));
        });
    assertEquals(3, code);
    assertEquals("test-server: port 127.0.0.1:9001 is in use (grpc.address)\n", text(err));
  }

  @Test
  void run_startFails_fails() {
    log.expect("test-server could not start");
    int code =
        run((_, _) -> {
          throw new IllegalStateException("boom");
        });
    assertEquals(1, code);
    assertEquals(
        "test-server: could not start: java.lang.IllegalStateException: boom\n", text(err));
  }

  @Test
  void run_uncaughtException_closesAll() {
    log.expect("uncaught in thread");
    int code =
        run((_, parts) -> {
          parts.add("part", () -> events.add("closed"));
          process.fail(Thread.currentThread(), new IllegalStateException("boom"));
        });
    assertEquals(1, code);
    assertEquals(List.of("closed"), events);
    assertEquals("test-server: failed: java.lang.IllegalStateException; see the log\n", text(err));
  }

  @Test
  void arguments_helpVersionInvalid_areParsed() {
    assertEquals(0, run(ServerProcessTest::neverStarted, "--help"));
    assertTrue(text(out).startsWith("usage: test-server [--config FILE]"));
    out.reset();
    assertEquals(0, run(ServerProcessTest::neverStarted, "--version"));
    assertTrue(text(out).startsWith("test-server 0."), text(out));
    assertEquals(2, run(ServerProcessTest::neverStarted, "--konfig", "x"));
    assertEquals(2, run(ServerProcessTest::neverStarted, "--config"));
    assertEquals(
        """
        test-server: unknown argument '--konfig'; see --help
        test-server: --config needs a file; see --help
        """,
        text(err));
  }

  private int run(ServerProcess.Wiring wiring, String... args) {
    return process.run(args, wiring);
  }

  private static void neverStarted(ConfigReader config, ServerParts parts) {
    throw new AssertionError("must not start");
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
