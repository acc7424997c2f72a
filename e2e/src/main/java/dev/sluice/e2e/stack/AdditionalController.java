package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An additional xds-controller with its own ports and state, on any database. */
public final class AdditionalController implements AutoCloseable {
  private final StackPorts ports;
  private final ManagedProcess process;

  /**
   * Creates a controller with the environment's JVM options.
   *
   * @param name the name of its folder and log
   * @param url the URL of the database
   */
  public AdditionalController(SluiceStack stack, String name, String url) {
    this(stack, name, url, List.of(), Map.of());
  }

  /**
   * Creates a controller.
   *
   * @param options JVM options in addition to those of the environment
   * @param environment variables that override its configuration file
   */
  public AdditionalController(
      SluiceStack stack,
      String name,
      String url,
      List<String> options,
      Map<String, String> environment) {
    this.ports =
        stack
            .ports()
            .with(StackPort.XDS, StackPorts.findFreePort())
            .with(StackPort.XDS_OPS, StackPorts.findFreePort());
    StackSettings settings = stack.settings().forAdditional(name, ports);
    settings.prepareSecrets();
    settings.write(
        name,
        new ServerConfigFiles(settings, stack.database(), stack.issuer()).controller(url, false));
    this.process =
        settings.process(
            name,
            settings.command(
                ServerKind.CONTROLLER, settings.config(name), options.toArray(String[]::new)),
            ports.http(StackPort.XDS_OPS).resolve("/readyz"),
            environment);
  }

  /**
   * Creates a controller with the management API, whose users have tokens of the stack's issuer.
   *
   * @param port the port of the API
   * @param stateDir the folder of the token of the first administrator
   */
  public static AdditionalController withApi(
      SluiceStack stack, String name, int port, Path stateDir) {
    return withApi(stack, name, stack.database().jdbcUrl(), port, stateDir, Map.of());
  }

  /**
   * Creates a controller with the management API on any database.
   *
   * @param more variables in addition to those of the API
   */
  public static AdditionalController withApi(
      SluiceStack stack,
      String name,
      String url,
      int port,
      Path stateDir,
      Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.putAll(
        ApiVariables.of("127.0.0.1:" + port, stack.issuer(), stack.settings().root().policies()));
    variables.put("SLUICE_STATE_DIR", stateDir.toString());
    return new AdditionalController(stack, name, url, List.of(), variables);
  }

  public StackPorts ports() {
    return ports;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Starts the controller and waits until it serves the configuration of the database. */
  public void start() {
    process.start();
    process.awaitReady();
  }

  @Override
  public void close() {
    process.close();
  }
}
