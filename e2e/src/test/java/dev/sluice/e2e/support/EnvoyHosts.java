package dev.sluice.e2e.support;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The policy servers of a kind that Envoy asks, with their health. */
public final class EnvoyHosts {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final GatewayClient admin;
  private final String cluster;

  public EnvoyHosts(SluiceStack stack, ServerKind kind) {
    this.admin = new GatewayClient(stack.ports().http(StackPort.ENVOY_ADMIN));
    this.cluster = "sluice/" + kind.name().toLowerCase(Locale.ROOT) + "::";
  }

  /** Waits until Envoy asks a server. */
  public void awaitHealthy(String address) {
    awaitHealth(address, "healthy");
  }

  /** Waits until the health checks of a server fail. */
  public void awaitUnhealthy(String address) {
    awaitHealth(address, "/failed_active_hc");
  }

  /** Waits until Envoy does not know a server. */
  public void awaitRemoved(String address) {
    ConditionWait.awaitTrue(
        "Envoy removes " + address,
        LIMIT,
        () -> lines().noneMatch(line -> line.contains(address + "::")));
  }

  private void awaitHealth(String address, String flags) {
    ConditionWait.awaitTrue(
        "Envoy finds " + address + " " + flags, LIMIT, () -> hasHealth(address, flags));
  }

  private boolean hasHealth(String address, String flags) {
    try {
      return lines().anyMatch(line -> line.contains(address + "::health_flags::" + flags));
    } catch (UncheckedIOException e) {
      // Envoy restarts.
      return false;
    }
  }

  /** Returns the lines of Envoy's list of hosts. */
  private Stream<String> lines() {
    return admin.get("/clusters").body().lines().filter(line -> line.startsWith(cluster));
  }
}
