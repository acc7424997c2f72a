package dev.sluice.controller.ir;

import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.gateway.GatewayPolicyIr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The listeners of a gateway, on which its publishes are served.
 *
 * @param policies at most one policy of each kind
 */
public record FrameIr(String gateway, List<ListenerIr> listeners, List<GatewayPolicyIr> policies)
    implements ObjectIr {
  public FrameIr {
    listeners = List.copyOf(listeners);
    policies = List.copyOf(policies);
  }

  /** Returns the policy of a kind. */
  public <P extends GatewayPolicyIr> Optional<P> policy(Class<P> kind) {
    return PolicyIr.find(policies, kind);
  }

  /** Returns the listeners that share the port of a listener, that one first. */
  public List<ListenerIr> onPortOf(ListenerIr first) {
    return Stream.concat(
            Stream.of(first),
            listeners.stream()
                .filter(other -> other.sharedWith().equals(Optional.of(first.name()))))
        .toList();
  }

  /**
   * Returns whether a listener serves a host. On a shared port, only the listener with the closest
   * host name does, so that no client avoids its checks by the name of another listener.
   */
  public boolean serves(ListenerIr listener, String host) {
    return listener.serves(host)
        && listeners.stream()
            .filter(other -> other.port() == listener.port())
            .filter(other -> other.specificity() > listener.specificity())
            .noneMatch(other -> other.serves(host));
  }

  /** Returns the ids of the backends of listeners without requests. */
  public List<String> backends() {
    return listeners.stream()
        .flatMap(listener -> listener.backend().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the listeners of a whole gateway. */
  public static FrameIr of(GatewayIr gateway) {
    return new FrameIr(gateway.gateway(), gateway.listeners(), gateway.policies());
  }
}
