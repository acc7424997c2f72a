package dev.sluice.bench.check.server;

import dev.sluice.bench.ProcessGroup;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An extauthz-server in a process of its own.
 *
 * @param port where it answers checks
 * @param ops where it tells of itself
 */
public record ExtAuthz(int port, URI ops, ManagedProcess process) {

  /**
   * What one is started with.
   *
   * @param name of its files and log
   * @param policy the policy file
   * @param audit what its configuration says of audit, as a YAML flow
   * @param runIn how long it exercises itself before it is ready
   * @param java further options for its JVM
   * @param command puts words around its command line
   */
  public record Settings(
      String name,
      Path policy,
      String audit,
      String runIn,
      List<String> java,
      UnaryOperator<List<String>> command) {

    public Settings {
      java = List.copyOf(java);
    }
  }

  /** Starts it on free ports; it is ready when this returns. */
  public static ExtAuthz start(ProcessGroup group, Settings settings) {
    int port = StackPorts.findFreePort();
    URI ops = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
    Path config =
        group.write(
            settings.name() + ".yaml",
            """
            environment: dev
            run-in: %s
            grpc: {address: "127.0.0.1:%d"}
            ops: {address: "%s"}
            policies: {authz: "%s"}
            audit: %s
            """
                .formatted(
                    settings.runIn(),
                    port,
                    ops.getAuthority(),
                    settings.policy(),
                    settings.audit()));
    List<String> command =
        settings
            .command()
            .apply(
                JavaCommand.of(
                    RepositoryRoot.find(), ServerKind.EXTAUTHZ, settings.java(), config));
    return new ExtAuthz(port, ops, group.start(settings.name(), command, ops.resolve("/readyz")));
  }
}
