package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.util.List;
import java.util.Map;

/** A second xds-controller with ports and a state of its own, on any database. */
public final class AdditionalController implements AutoCloseable {
  private final StackPorts ports;
  private final ManagedProcess process;

  /**
   * @param name of its folder and log
   * @param url of the database
   */
  public AdditionalController(SluiceStack stack, String name, String url) {
    this(stack, name, url, List.of(), Map.of());
  }

  /**
   * @param options of its JVM besides those of the environment's own
   * @param environment that wins over its configuration file
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

  public StackPorts ports() {
    return ports;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Starts it and returns once it serves what the rows say. */
  public void start() {
    process.start();
    process.awaitReady();
  }

  @Override
  public void close() {
    process.close();
  }
}
