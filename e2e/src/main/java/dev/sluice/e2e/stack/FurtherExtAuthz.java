package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;

/** One more extauthz-server of the sample cluster, with ports and a state of its own. */
public final class FurtherExtAuthz implements AutoCloseable {
  private final StackSettings settings;
  private final ManagedProcess process;

  /**
   * @param name of its node, folder and log
   */
  public FurtherExtAuthz(Stack stack, String name) {
    Ports ports =
        stack.ports().with(Port.EXTAUTHZ, Ports.oneFree()).with(Port.EXTAUTHZ_OPS, Ports.oneFree());
    this.settings = stack.settings().beside(name, ports);
    settings.write(
        name,
        new ServerConfigs(settings, stack.database(), stack.issuer()).extauthz("default", name));
    this.process =
        settings.process(
            name,
            JavaCommand.of(settings.root(), ServerKind.EXTAUTHZ, settings.config(name)),
            ports.http(Port.EXTAUTHZ_OPS).resolve("/readyz"));
  }

  /** Where it answers Envoy. */
  public String address() {
    return settings.ports().address(Port.EXTAUTHZ);
  }

  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
