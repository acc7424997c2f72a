package dev.sluice.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.dependency.AddressProbe;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A test of a server as a real process: signals, exit codes and output. */
@Tag("C-86")
class ServerProcessIT {
  @Test
  void sigterm_closes_exitsWithZero() throws Exception {
    Process process = start(Map.of("SLUICE_OPS_ADDRESS", "127.0.0.1:0"));
    try (BufferedReader out = process.inputReader()) {
      String started = out.readLine();
      assertTrue(started.contains("\"service.name\":\"tiny-server\""), started);
      assertTrue(started.contains("started with {fail=false, ops.address=127.0.0.1:0}"), started);
      process.toHandle().destroy();
      String rest = out.lines().collect(Collectors.joining("\n"));
      assertTrue(rest.contains("tiny-server stops"), rest);
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    assertEquals("", errors(process));
  }

  @Test
  void start_badVariable_exitsWithTwo() throws Exception {
    Process process = start(Map.of("SLUICE_OPS_ADDRESS", "nowhere", "SLUICE_LOG_FORMAT", "text"));
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue());
    String errors = errors(process);
    assertTrue(errors.contains("(environment SLUICE_OPS_ADDRESS)"), errors);
  }

  @Test
  void start_portInUse_exitsWithThree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Process process = start(Map.of("SLUICE_OPS_ADDRESS", address, "SLUICE_LOG_FORMAT", "text"));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(3, process.exitValue());
      assertEquals("tiny-server: port " + address + " is in use (ops.address)\n", errors(process));
    }
  }

  @Test
  void run_uncaughtException_exitsWithOne() throws Exception {
    Process process =
        start(
            Map.of(
                "SLUICE_OPS_ADDRESS",
                "127.0.0.1:0",
                "SLUICE_FAIL",
                "true",
                "SLUICE_LOG_FORMAT",
                "text"));
    String out = process.inputReader().lines().collect(Collectors.joining("\n"));
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, process.exitValue());
    assertTrue(out.contains("ERROR d.s.c.s.ServerProcess uncaught in thread doomed"), out);
    assertEquals(
        "tiny-server: failed: java.lang.IllegalStateException; see the log\n", errors(process));
  }

  @Test
  void check_writesOnlyTheReport() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + other.getLocalPort();
      Process process = start(Map.of("SLUICE_OPS_ADDRESS", address), "--check");
      String out = process.inputReader().lines().collect(Collectors.joining("\n"));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
      assertEquals("ok: configuration without a file; ops.address " + address, out);
      assertEquals("", errors(process));
    }
  }

  private static Process start(Map<String, String> environment, String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                TinyServer.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String errors(Process process) throws IOException {
    try (BufferedReader err = process.errorReader()) {
      return err.lines().map(line -> line + "\n").collect(Collectors.joining());
    }
  }

  /** The configuration of a {@link TinyServer}. */
  record TinyConfig(HostPort ops, boolean fail) {
    static TinyConfig read(ConfigReader config) {
      return new TinyConfig(
          config.section("ops").address("address", new HostPort("127.0.0.1", 1)),
          config.flag("fail", false));
    }
  }

  /** A server with only an ops port, which calls the same address in its check. */
  static final class TinyServer {
    private TinyServer() {}

    public static void main(String[] args) {
      ServerProcess.main(
          "tiny-server",
          args,
          new ServerWiring<>(TinyConfig::read, TinyServer::start, TinyServer::probe));
    }

    private static void probe(TinyConfig config, DependencyReport report) {
      LoggerFactory.getLogger(TinyServer.class).warn("not a part of the report");
      AddressProbe.probe("ops.address", config.ops(), report);
    }

    private static void start(TinyConfig config, ServerParts parts) {
      parts.add("ops", new OpsServer(config.ops(), new Readiness(), Telemetry.registry("tiny")));
      if (config.fail()) {
        Thread.ofVirtual().name("doomed").start(TinyServer::fail);
      }
    }

    private static void fail() {
      throw new IllegalStateException("boom");
    }
  }
}
