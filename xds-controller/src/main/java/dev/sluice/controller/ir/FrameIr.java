package dev.sluice.controller.ir;

import dev.sluice.controller.ir.policy.GatewayPolicyIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.util.List;
import java.util.Optional;

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

  /** Returns the listeners of a whole gateway. */
  public static FrameIr of(GatewayIr gateway) {
    return new FrameIr(gateway.gateway(), gateway.listeners(), gateway.policies());
  }
}
