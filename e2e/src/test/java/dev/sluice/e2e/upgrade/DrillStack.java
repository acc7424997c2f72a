package dev.sluice.e2e.upgrade;

import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.support.EnvoyHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An environment with two servers of each kind of policy server, in which each server can be of the
 * previous release or of this one. Their configuration and policies are those of the previous
 * release.
 */
final class DrillStack implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** A server that changes between the releases. */
  record DrillServer(
      ServerKind kind, ManagedProcess process, String address, List<String> presentCommand) {

    DrillServer(ServerKind kind, ManagedProcess process, String address) {
      this(kind, process, address, process.command());
    }
  }

  private final PreviousRelease previous;
  private final SluiceStack stack;
  private final AdditionalPolicyServer secondExtAuthz;
  private final AdditionalPolicyServer secondExtProc;
  private final DrillServer controller;
  private final List<DrillServer> policyServers;

  /** Starts one server of each kind, of the previous release. */
  DrillStack(PreviousRelease previous, Path home, Path logs) {
    this.previous = previous;
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      options.put(kind, List.of("-XX:TieredStopAtLevel=1"));
    }
    this.stack =
        new SluiceStack(
            StackSettings.of(home, logs, StackPorts.findFree())
                .withJavaOptions(options)
                .withPolicies(previous.policies()));
    this.controller = server(ServerKind.CONTROLLER);
    DrillServer extauthz = server(ServerKind.EXTAUTHZ);
    DrillServer extproc = server(ServerKind.EXTPROC);
    List.of(controller, extauthz, extproc).forEach(this::usePrevious);
    TestStack.start(stack);
    this.secondExtAuthz = AdditionalPolicyServer.extauthz(stack, "extauthz-2");
    this.secondExtProc = AdditionalPolicyServer.extproc(stack, "extproc-2");
    this.policyServers = List.of(extauthz, server(secondExtAuthz), extproc, server(secondExtProc));
  }

  /** Starts the second policy servers, of the previous release, and lets Envoy use them. */
  void startSecond() throws IOException {
    Path config = stack.settings().config(ServerKind.CONTROLLER.module());
    String text = Files.readString(config);
    for (int first = 0; first < policyServers.size(); first += 2) {
      DrillServer second = policyServers.get(first + 1);
      usePrevious(second);
      second.process().start();
      second.process().awaitReady();
      String address = policyServers.get(first).address();
      text = text.replace(address, address + "," + second.address());
    }
    Files.writeString(config, text);
    stop(controller);
    start(controller);
    policyServers.forEach(this::awaitHealthy);
  }

  SluiceStack stack() {
    return stack;
  }

  DrillServer controller() {
    return controller;
  }

  List<DrillServer> policyServers() {
    return policyServers;
  }

  /** Replaces a running server by one of this release. */
  void upgrade(DrillServer server) {
    stop(server);
    server.process().replaceCommand(server.presentCommand());
    start(server);
  }

  /** Replaces a running server by one of the previous release. */
  void rollBack(DrillServer server) {
    stop(server);
    usePrevious(server);
    start(server);
  }

  /** Stops a server as an operator does; it must end in good order. */
  static void stop(DrillServer server) {
    server.process().signal("TERM");
    int code = server.process().awaitExit(LIMIT);
    if (code != 0) {
      throw new AssertionError(server.process().name() + " ended with " + code);
    }
  }

  void usePrevious(DrillServer server) {
    Path config = Path.of(server.presentCommand().getLast());
    server.process().replaceCommand(previous.command(server.kind(), config));
  }

  void start(DrillServer server) {
    server.process().start();
    server.process().awaitReady();
    if (server.kind() != ServerKind.CONTROLLER) {
      awaitHealthy(server);
    }
  }

  private void awaitHealthy(DrillServer server) {
    new EnvoyHosts(stack, server.kind()).awaitHealthy(server.address());
  }

  private DrillServer server(ServerKind kind) {
    return new DrillServer(
        kind, stack.process(kind), stack.ports().address(StackPort.grpcOf(kind)));
  }

  private static DrillServer server(AdditionalPolicyServer second) {
    return new DrillServer(second.kind(), second.process(), second.address());
  }

  @Override
  public void close() {
    secondExtAuthz.close();
    secondExtProc.close();
    stack.close();
  }
}
