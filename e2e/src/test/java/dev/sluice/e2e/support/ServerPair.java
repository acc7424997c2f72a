package dev.sluice.e2e.support;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pair of policy servers of a kind that Envoy asks: that of the environment and another. */
public final class ServerPair {
  private final SluiceStack stack;
  private final AdditionalPolicyServer other;
  private final EnvoyHosts hosts;
  private final Path controllerFile;
  private String before = "";

  public ServerPair(SluiceStack stack, AdditionalPolicyServer other) {
    this.stack = stack;
    this.other = other;
    this.hosts = new EnvoyHosts(stack, other.kind());
    this.controllerFile = stack.settings().config(ServerKind.CONTROLLER.module());
  }

  /** Starts the other server and waits until Envoy asks both. */
  public void start() throws IOException {
    other.process().start();
    other.process().awaitReady();
    before = Files.readString(controllerFile);
    restartController(before.replace(firstAddress(), firstAddress() + "," + other.address()));
    hosts.awaitHealthy(firstAddress());
    hosts.awaitHealthy(other.address());
  }

  /** Removes the other server. */
  public void stop() throws IOException {
    restartController(before);
    hosts.awaitRemoved(other.address());
    other.close();
  }

  public ManagedProcess first() {
    return stack.process(other.kind());
  }

  public String firstAddress() {
    return stack.ports().address(StackPort.grpcOf(other.kind()));
  }

  public ManagedProcess other() {
    return other.process();
  }

  public String otherAddress() {
    return other.address();
  }

  public EnvoyHosts hosts() {
    return hosts;
  }

  private void restartController(String config) throws IOException {
    Files.writeString(controllerFile, config);
    ManagedProcess process = stack.process(ServerKind.CONTROLLER);
    process.kill();
    process.start();
    process.awaitReady();
  }
}
