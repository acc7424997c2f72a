package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of a node that registers with sluicectl: mTLS, renewal and revocation. */
@Tag("C-68")
@ExtendWith(TestEnvironmentExtension.class)
final class NodeRegistrationIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern SERIAL = Pattern.compile("\"serial_number\": \"([0-9a-f]+)\"");
  private final TestEnvironment sluice;
  private final List<Process> processes = new ArrayList<>();
  @TempDir Path folder;

  NodeRegistrationIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  @DisplayName("C-68 an Envoy joins with a token, renews its certificate, and ends when revoked")
  void envoy_registered_connectsUntilRevoked() throws Exception {
    AgentAuthority authority = AgentAuthority.create(folder);
    Path state = Files.createDirectory(folder.resolve("state"));
    try (ManagedApi api = ManagedApi.start(sluice, "nodes", state, authority.variables("9s"))) {
      connectsUntilRevoked(api, api.tenants().addCluster("nodes"));
    } finally {
      sluice.sql().execute("delete from agents where node_id = 'nodes/envoy-1'");
    }
  }

  private void connectsUntilRevoked(ManagedApi api, String cluster) throws Exception {
    int admin = StackPorts.findFreePort();
    Path node = folder.resolve("node");
    String output =
        api.register(
            cluster,
            "envoy-1",
            node,
            "--controller",
            api.controller().ports().address(StackPort.XDS),
            "--admin",
            "127.0.0.1:" + admin);
    assertTrue(output.contains("node nodes/envoy-1"), output);
    for (String secret : List.of("key.pem", "token")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(node.resolve(secret).toRealPath())));
    }
    Process envoy =
        start(
            "envoy",
            EnvoyCommand.of(sluice.stack().settings().envoy(), node.resolve("envoy.yaml")));
    await("connected over mTLS", () -> status().equals("connected"));

    start("renew", renewalOfUnit(node));
    Set<String> serials = new HashSet<>();
    await(
        "three certificates beside that of the authority",
        () -> {
          serials.addAll(
              SERIAL.matcher(get(admin, "/certs")).results().map(m -> m.group(1)).toList());
          assertTrue(envoy.isAlive());
          return serials.size() >= 4;
        });
    String connections = get(admin, "/stats?filter=sluice_controller.upstream_cx");
    System.out.println(
        "certificates that Envoy loaded without a restart: "
            + (serials.size() - 1)
            + "\n"
            + connections);
    assertTrue(connections.contains("upstream_cx_connect_fail: 0"), connections);
    assertEquals("connected", status());

    sluice.sql().execute("update agents set status = 'revoked' where node_id = 'nodes/envoy-1'");
    await("the stream ends", () -> logOf("envoy").contains("has been revoked"));
    await("the renewal is rejected", () -> !processes.getLast().isAlive());
    assertEquals(1, processes.getLast().exitValue(), log("renew"));
  }

  /** Returns the command of the shipped unit, with another folder. */
  private List<String> renewalOfUnit(Path node) throws IOException {
    String prefix = "ExecStart=/opt/sluice/bin/sluicectl ";
    String command =
        Files.readAllLines(
                sluice
                    .stack()
                    .settings()
                    .root()
                    .path()
                    .resolve("packaging/systemd/sluice-agent-renew.service"))
            .stream()
            .filter(line -> line.startsWith(prefix))
            .findFirst()
            .orElseThrow();
    return sluicectl(
        command
            .substring(prefix.length())
            .replace("/var/lib/sluice/node", node.toString())
            .split(" ", -1));
  }

  private String status() {
    return String.join(
        "", sluice.sql().query("select status from agents where node_id = 'nodes/envoy-1'"));
  }

  private List<String> sluicectl(String... arguments) {
    List<String> command = JavaCommand.sluicectl(sluice.stack().settings().root());
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private void await(String what, BooleanSupplier condition) throws IOException {
    assertTrue(
        ConditionWait.becomesTrue(LIMIT, condition),
        what + "\n" + log("envoy") + (processes.size() > 1 ? log("renew") : ""));
  }

  private String logOf(String name) {
    try {
      return log(name);
    } catch (IOException e) {
      return "";
    }
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static String get(int port, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
