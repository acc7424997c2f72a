package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;

/** One more extauthz-server of the default cluster, with ports and a state of its own. */
public final class FurtherExtAuthz implements AutoCloseable {
  private final Ports ports;
  private final Path copies;
  private final ManagedProcess process;

  /** One that is told what the environment's own is told. */
  public FurtherExtAuthz(Stack stack, String name) {
    this(stack, name, stack.settings().root().policies().resolve("authz.yaml"));
  }

  /**
   * One with a policy of its own.
   *
   * @param name of its node, folder and log
   */
  public FurtherExtAuthz(Stack stack, String name, Path policy) {
    this.ports =
        stack.ports().with(Port.EXTAUTHZ, Ports.oneFree()).with(Port.EXTAUTHZ_OPS, Ports.oneFree());
    StackSettings settings = stack.settings().beside(name, ports);
    this.copies = settings.state(name).resolve("last-good");
    settings.write(
        name,
        new ServerConfigs(settings, stack.database(), stack.issuer())
            .extauthz("default", name, policy));
    this.process =
        settings.process(
            name,
            settings.command(ServerKind.EXTAUTHZ, settings.config(name)),
            ports.http(Port.EXTAUTHZ_OPS).resolve("/readyz"));
  }

  /** Where it answers Envoy. */
  public String address() {
    return ports.address(Port.EXTAUTHZ);
  }

  public Ports ports() {
    return ports;
  }

  public ManagedProcess process() {
    return process;
  }

  /** Where it keeps what the controller told it. */
  public Path copies() {
    return copies;
  }

  @Override
  public void close() {
    process.close();
  }
}
