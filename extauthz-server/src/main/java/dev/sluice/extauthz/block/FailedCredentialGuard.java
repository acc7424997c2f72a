package dev.sluice.extauthz.block;

import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.CredentialFailures;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.limit.KeyHash;
import dev.sluice.extauthz.policy.AddressRule;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.BlockingSettings;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A guard that denies clients with too many failed credentials for a time. Clients that a list or a
 * row excepts are neither counted nor denied.
 */
public final class FailedCredentialGuard implements RequestGuard, CredentialFailures {
  /** The name of the rule in records. */
  static final String RULE = "blocking:failures";

  private static final int HOST_BITS = 128;
  private static final int IPV6_NETWORK_BITS = 64;
  private static final RuleViolation ENFORCED =
      new RuleViolation(DenialCode.IP_BLOCKED, RULE, false);
  private static final RuleViolation SHADOW = new RuleViolation(DenialCode.IP_BLOCKED, RULE, true);

  private final FailureTable table;
  private final Supplier<NetworkRuleTable> rows;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final BlockListener listener;

  /**
   * Creates a guard.
   *
   * @param addresses the number of addresses whose failures are counted
   * @param nanoTime a clock in nanoseconds that starts above zero
   */
  public FailedCredentialGuard(
      int addresses,
      Supplier<NetworkRuleTable> rows,
      InstantSource clock,
      LongSupplier nanoTime,
      BlockListener listener) {
    this.table = new FailureTable(addresses);
    this.rows = rows;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    long now = nanoTime.getAsLong();
    if (!table.hasBlocks(now)) {
      return;
    }
    BlockingSettings settings = context.policy().requestRules().blocking().orElse(null);
    IpAddress client = client(context).orElse(null);
    if (settings != null
        && client != null
        && table.isBlocked(key(client), now)
        && !isExcepted(context, client, settings)) {
      violations.add(settings.shadow() ? SHADOW : ENFORCED);
    }
  }

  @Override
  public void onFailure(AuthorizationContext context) {
    BlockingSettings settings = context.policy().requestRules().blocking().orElse(null);
    IpAddress client = client(context).orElse(null);
    if (settings == null || client == null || isExcepted(context, client, settings)) {
      return;
    }
    boolean blocked =
        table.fail(
            key(client),
            settings.failures(),
            settings.window().toNanos(),
            settings.blockFor().toNanos(),
            nanoTime.getAsLong());
    if (blocked) {
      listener.onBlocked(network(client), settings);
    }
  }

  /** Ends the block of a network, because a row takes its place. */
  public void release(CidrBlock network) {
    if (table.hasBlocks(nanoTime.getAsLong()) && network.equals(network(network.first()))) {
      table.release(key(network.first()));
    }
  }

  private boolean isExcepted(
      AuthorizationContext context, IpAddress client, BlockingSettings settings) {
    if (settings.except().contains(client)) {
      return true;
    }
    NetworkRule row = rows.get().find("", client, clock.millis());
    if (row != null && row.allows()) {
      return true;
    }
    List<AddressRule> lists = context.policy().requestRules().addresses().withoutTenants();
    for (int i = 0; i < lists.size(); i++) {
      AddressRule list = lists.get(i);
      if (list.attributes().selector().matches(context.scope()) && list.excepts(client)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<IpAddress> client(AuthorizationContext context) {
    return IpAddress.parse(context.input().peer().address());
  }

  private static CidrBlock network(IpAddress client) {
    return CidrBlock.around(client, client.isIpv4() ? HOST_BITS : IPV6_NETWORK_BITS);
  }

  private static long key(IpAddress client) {
    KeyHash key = new KeyHash();
    key.add(client.high());
    key.add(client.isIpv4() ? client.low() : 0);
    return key.value();
  }
}
