package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;

/** An additional extproc-dlp-server of the default cluster, with its own ports and state. */
public final class AdditionalExtProc implements AutoCloseable {
  private final StackPorts ports;
  private final ManagedProcess process;

  /**
   * Creates a server.
   *
   * @param name the name of its node, folder and log
   */
  public AdditionalExtProc(SluiceStack stack, String name) {
    this.ports =
        stack
            .ports()
            .with(StackPort.EXTPROC, StackPorts.findFreePort())
            .with(StackPort.EXTPROC_OPS, StackPorts.findFreePort());
    StackSettings settings = stack.settings().forAdditional(name, ports);
    settings.write(
        name, new ServerConfigFiles(settings, stack.database(), stack.issuer()).extproc(name));
    this.process =
        settings.process(
            name,
            settings.command(ServerKind.EXTPROC, settings.config(name)),
            ports.http(StackPort.EXTPROC_OPS).resolve("/readyz"));
  }

  /** Returns the address of its gRPC server. */
  public String address() {
    return ports.address(StackPort.EXTPROC);
  }

  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
