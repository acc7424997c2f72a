package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** An additional policy server of the default cluster, with its own ports and state. */
public final class AdditionalPolicyServer implements AutoCloseable {
  private final ServerKind kind;
  private final StackPorts ports;
  private final Path lastGoodFolder;
  private final ManagedProcess process;

  private AdditionalPolicyServer(
      SluiceStack stack, ServerKind kind, String name, Function<ServerConfigFiles, String> config) {
    this(stack, kind, name, config, Map.of());
  }

  private AdditionalPolicyServer(
      SluiceStack stack,
      ServerKind kind,
      String name,
      Function<ServerConfigFiles, String> config,
      Map<String, String> environment) {
    this.kind = kind;
    StackPort ops = StackPort.opsOf(kind);
    this.ports =
        stack
            .ports()
            .with(StackPort.grpcOf(kind), StackPorts.findFreePort())
            .with(ops, StackPorts.findFreePort());
    StackSettings settings = stack.settings().forAdditional(name, ports);
    this.lastGoodFolder = settings.stateFolder(name).resolve("last-good");
    settings.write(
        name, config.apply(new ServerConfigFiles(settings, stack.database(), stack.issuer())));
    this.process =
        settings.process(
            name,
            settings.command(kind, settings.config(name)),
            ports.http(ops).resolve("/readyz"),
            environment);
  }

  /**
   * Creates an extauthz-server with the policy of the environment.
   *
   * @param name the name of its node, folder and log
   */
  public static AdditionalPolicyServer extauthz(SluiceStack stack, String name) {
    return extauthz(stack, name, stack.settings().policies().resolve("authz.yaml"));
  }

  /** Creates an extauthz-server with its own policy. */
  public static AdditionalPolicyServer extauthz(SluiceStack stack, String name, Path policy) {
    return extauthz(stack, name, policy, "");
  }

  /**
   * Creates an extauthz-server with its own policy.
   *
   * @param more further sections of its configuration
   */
  public static AdditionalPolicyServer extauthz(
      SluiceStack stack, String name, Path policy, String more) {
    return new AdditionalPolicyServer(
        stack, ServerKind.EXTAUTHZ, name, files -> files.extauthz("default", name, policy) + more);
  }

  /** Creates an extauthz-server with its own policy and environment variables. */
  public static AdditionalPolicyServer extauthz(
      SluiceStack stack, String name, Path policy, Map<String, String> environment) {
    return new AdditionalPolicyServer(
        stack,
        ServerKind.EXTAUTHZ,
        name,
        files -> files.extauthz("default", name, policy),
        environment);
  }

  /**
   * Creates an extproc-dlp-server.
   *
   * @param name the name of its node, folder and log
   */
  public static AdditionalPolicyServer extproc(SluiceStack stack, String name) {
    return extproc(stack, name, "");
  }

  /**
   * Creates an extproc-dlp-server.
   *
   * @param more further sections of its configuration
   */
  public static AdditionalPolicyServer extproc(SluiceStack stack, String name, String more) {
    return new AdditionalPolicyServer(
        stack, ServerKind.EXTPROC, name, files -> files.extproc(name) + more);
  }

  public ServerKind kind() {
    return kind;
  }

  /** Returns the address of its gRPC server. */
  public String address() {
    return ports.address(StackPort.grpcOf(kind));
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
