package dev.sluice.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.testkit.NoWarnings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-86")
class ServerProcessTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();
  private final ServerProcess process =
      new ServerProcess(
          "test-server",
          Map.of("SLUICE_ENVIRONMENT", "prod", "SLUICE_TYPO", "1"),
          print(out),
          print(err));

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
    assertEquals(2, run(ServerProcessTest::neverStarted, "--print-config", "--check"));
    assertEquals(
        """
        test-server: unknown argument '--konfig'; see --help
        test-server: --config needs a file; see --help
        test-server: --check excludes --print-config; see --help
        """,
        text(err));
  }

  @Test
  void check_allFound_printsOneLine() {
    int code =
        check((_, report) -> {
          report.found("policies.authz", "a.yaml version 1");
          report.found("controller.address", "127.0.0.1:9003");
        });
    assertEquals(0, code);
    assertEquals(
        "ok: configuration without a file; policies.authz a.yaml version 1;"
            + " controller.address 127.0.0.1:9003\n",
        text(out));
    assertEquals("", text(err));
  }

  @Test
  void check_absent_exitsWithThree() {
    int code =
        check((_, report) -> report.absent("environment", "the region of prod cannot be reached"));
    assertEquals(3, code);
    assertEquals(
        "test-server: environment: the region of prod cannot be reached"
            + " (environment SLUICE_ENVIRONMENT)\n",
        text(err));
    assertEquals("", text(out));
  }

  @Test
  void check_wrongAndAbsent_exitsWithTwo() {
    int code =
        check((_, report) -> {
          report.found("a", "b");
          report.wrong("rules", "are malformed");
          report.absent("c", "is down");
        });
    assertEquals(2, code);
    assertEquals(
        """
        test-server: rules: are malformed (not set; environment SLUICE_RULES)
        test-server: c: is down (not set; environment SLUICE_C)
        """,
        text(err));
    assertEquals("", text(out));
  }

  @Test
  void check_invalidConfiguration_probesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "wrong: 1\n");
    int code = check((_, _) -> events.add("probed"), "--config", file.toString());
    assertEquals(2, code);
    assertEquals("test-server: wrong: is not a known key (" + file + ":1:1)\n", text(err));
    assertEquals(List.of(), events);
  }

  @Test
  void printConfig_showsOriginsWithoutSecrets() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.yaml"),
            "jwt:\n  key: hunter22\n  audience: [a, 'b, c']\n  url: 'http://u:p@h/?q=s'\n");
    int code =
        process.run(
            new String[] {"--print-config", "--config=" + file},
            new ServerWiring<>(
                ServerProcessTest::readAll,
                (_, _) -> events.add("started"),
                (_, _) -> events.add("probed")));
    assertEquals(0, code);
    assertEquals(
        """
        environment: prod  # environment SLUICE_ENVIRONMENT
        jwt:
          audience: [a, "b, c"]  # FILE:3:13
          file:  # not set
          key: "[redacted]"  # FILE:2:8
          retry:
            wait: 3s  # default
          url: "http://[redacted]@h/?[redacted]"  # FILE:4:8
        # no key has the variable SLUICE_TYPO
        """
            .replace("FILE", file.toString()),
        text(out));
    assertEquals("", text(err));
    assertEquals(List.of(), events);
  }

  @Test
  void printConfig_missingFiles_prints() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "ca: none.pem\n");
    int code = printConfig(config -> config.optionalFile("ca"), file);
    assertEquals(0, code);
    assertTrue(text(out).startsWith("ca: none.pem  # " + file + ":1:5\n"), text(out));
  }

  @Test
  void printConfig_wrongOrNoFile_exitsWithTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "count: many\n");
    Path none = folder.resolve("none.yaml");
    assertEquals(2, printConfig(config -> config.integer("count", 1, 1, 9), file));
    assertEquals(2, printConfig(config -> config, none));
    assertEquals(
        """
        test-server: count: must be a whole number from 1 to 9, but is 'many' (%s:1:8)
        test-server: configuration: the file does not exist (%s)
        """
            .formatted(file, none),
        text(err));
    assertEquals("", text(out));
  }

  private int printConfig(Function<ConfigReader, Object> read, Path file) {
    return process.run(
        new String[] {"--print-config", "--config", file.toString()},
        new ServerWiring<>(read, (_, _) -> events.add("started"), (_, _) -> events.add("probed")));
  }

  private static ConfigReader readAll(ConfigReader config) {
    var _ = config.text("environment", "dev");
    ConfigReader jwt = config.section("jwt");
    var _ = jwt.optionalSecret("key");
    var _ = jwt.texts("audience", List.of());
    var _ = jwt.text("url", "");
    var _ = jwt.optionalPath("file");
    var _ = jwt.section("retry").duration("wait", Duration.ofSeconds(3));
    return config;
  }

  /** Runs a check of a server that has one key, {@code environment}. */
  private int check(BiConsumer<ConfigReader, DependencyReport> probe, String... args) {
    String[] command = Stream.concat(Stream.of("--check"), Stream.of(args)).toArray(String[]::new);
    return process.run(
        command, new ServerWiring<>(config -> config, (_, _) -> events.add("started"), probe));
  }

  private int run(ServerWiring.Starter<ConfigReader> start, String... args) {
    return process.run(args, new ServerWiring<>(config -> config, start, (_, _) -> {}));
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
