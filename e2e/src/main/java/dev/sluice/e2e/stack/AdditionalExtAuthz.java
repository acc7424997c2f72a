package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;

/** An additional extauthz-server of the default cluster, with its own ports and state. */
public final class AdditionalExtAuthz implements AutoCloseable {
  private final StackPorts ports;
  private final Path lastGoodFolder;
  private final ManagedProcess process;

  /** Creates a server with the policy of the environment. */
  public AdditionalExtAuthz(SluiceStack stack, String name) {
    this(stack, name, stack.settings().policies().resolve("authz.yaml"));
  }

  /**
   * Creates a server with its own policy.
   *
   * @param name the name of its node, folder and log
   */
  public AdditionalExtAuthz(SluiceStack stack, String name, Path policy) {
    this.ports =
        stack
            .ports()
            .with(StackPort.EXTAUTHZ, StackPorts.findFreePort())
            .with(StackPort.EXTAUTHZ_OPS, StackPorts.findFreePort());
    StackSettings settings = stack.settings().forAdditional(name, ports);
    this.lastGoodFolder = settings.stateFolder(name).resolve("last-good");
    settings.write(
        name,
        new ServerConfigFiles(settings, stack.database(), stack.issuer())
            .extauthz("default", name, policy));
    this.process =
        settings.process(
            name,
            settings.command(ServerKind.EXTAUTHZ, settings.config(name)),
            ports.http(StackPort.EXTAUTHZ_OPS).resolve("/readyz"));
  }

  /** Returns the address of its gRPC server. */
  public String address() {
    return ports.address(StackPort.EXTAUTHZ);
  }

  public StackPorts ports() {
    return ports;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Returns the folder of its last good configuration from the controller. */
  public Path lastGoodFolder() {
    return lastGoodFolder;
  }

  @Override
  public void close() {
    process.close();
  }
}
