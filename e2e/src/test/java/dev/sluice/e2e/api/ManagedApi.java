package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A running controller with the management API, whose first administrator is known. */
final class ManagedApi implements AutoCloseable {
  private final TestEnvironment sluice;
  private final int port = StackPorts.findFreePort();
  private final AdditionalController controller;

  private ManagedApi(
      TestEnvironment sluice, String name, Path state, IntFunction<Map<String, String>> variables) {
    this.sluice = sluice;
    this.controller =
        AdditionalController.withApi(
            sluice.stack(),
            name,
            sluice.stack().database().jdbcUrl(),
            port,
            state,
            variables.apply(port));
  }

  /**
   * Starts a controller.
   *
   * @param state the folder of its state
   */
  static ManagedApi start(TestEnvironment sluice, String name, Path state) {
    return start(sluice, name, state, Map.of());
  }

  /** Starts a controller with variables in addition to those of the API. */
  static ManagedApi start(
      TestEnvironment sluice, String name, Path state, Map<String, String> variables) {
    return start(sluice, name, state, _ -> variables);
  }

  /** Starts a controller with variables that depend on the port of the API. */
  static ManagedApi start(
      TestEnvironment sluice, String name, Path state, IntFunction<Map<String, String>> variables) {
    ManagedApi api = new ManagedApi(sluice, name, state, variables);
    try {
      sluice.removeAdministrators();
      api.controller.start();
      api.tenants().redeem(Files.readString(state.resolve("first-admin-token")));
      return api;
    } catch (IOException e) {
      api.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      api.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  AdditionalController controller() {
    return controller;
  }

  /** Returns a client with the token of the first administrator. */
  ManagedTenants tenants() {
    return new ManagedTenants(sluice, port);
  }

  /**
   * Registers a node in a cluster with sluicectl, and returns what it prints.
   *
   * @param folder the folder for the files of the node
   */
  String register(String cluster, String name, Path folder, String... options)
      throws IOException, InterruptedException {
    String token =
        tenants()
            .root()
            .post("/v1/operator/clusters/" + cluster + "/registration-tokens", "")
            .json()
            .path("token")
            .asString();
    List<String> command = JavaCommand.sluicectl(sluice.stack().settings().root());
    command.addAll(List.of("agent", "register", "--server", "http://127.0.0.1:" + port));
    command.addAll(List.of("--token-file", "-", "--name", name, "--dir", folder.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(token.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Override
  public void close() {
    controller.close();
    sluice.removeAdministrators();
  }
}
