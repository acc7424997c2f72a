package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;

/** One more extauthz-server of the default cluster, with ports and a state of its own. */
public final class AdditionalExtAuthz implements AutoCloseable {
  private final StackPorts ports;
  private final Path lastGoodFolder;
  private final ManagedProcess process;

  /** One that is told what the environment's own is told. */
  public AdditionalExtAuthz(SluiceStack stack, String name) {
    this(stack, name, stack.settings().root().policies().resolve("authz.yaml"));
  }

  /**
   * One with a policy of its own.
   *
   * @param name of its node, folder and log
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

  /** Where it answers Envoy. */
  public String address() {
    return ports.address(StackPort.EXTAUTHZ);
  }

  public StackPorts ports() {
    return ports;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Where it keeps what the controller told it. */
  public Path lastGoodFolder() {
    return lastGoodFolder;
  }

  @Override
  public void close() {
    process.close();
  }
}
