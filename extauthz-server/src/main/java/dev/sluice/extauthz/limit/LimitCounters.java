package dev.sluice.extauthz.limit;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the counters of a request. The tenant is in the key of each caller. */
final class LimitCounters {
  /** The key of a request that a rule does not count, because it lacks a property of the key. */
  static final long ABSENT = 0;

  private LimitCounters() {}

  /** Returns the key of the counter of a rule for a request, or {@link #ABSENT}. */
  static long of(LimitRule rule, AuthorizationContext context) {
    if (!rule.attributes().selector().matches(context.scope())) {
      return ABSENT;
    }
    long hash = KeyHash.add(0, rule.counter());
    List<LimitKey> keys = rule.keys();
    for (int i = 0; i < keys.size() && hash != ABSENT; i++) {
      hash = add(hash, keys.get(i), context);
    }
    return hash;
  }

  /** Returns the key of the counter of a subscription's plan. */
  static long ofSubscription(String tenant, String subscription) {
    return KeyHash.add(KeyHash.add(KeyHash.add(0, "plan"), tenant), subscription);
  }

  private static long add(long hash, LimitKey key, AuthorizationContext context) {
    ExchangeScope scope = context.scope();
    return switch (key) {
      case IP -> addAddress(hash, context.input().peer().address());
      case ROUTE -> KeyHash.add(hash, context.route().id());
      case TENANT -> scope.tenant().isEmpty() ? ABSENT : KeyHash.add(hash, scope.tenant());
      case USER ->
          context.identity() instanceof Identity.Caller caller
              ? KeyHash.add(
                  KeyHash.add(KeyHash.add(hash, caller.tenant()), caller.issuer()),
                  caller.subject())
              : ABSENT;
      case CREDENTIAL -> {
        IssuedCredential credential = credential(context);
        yield credential == null
            ? ABSENT
            : KeyHash.add(KeyHash.add(hash, credential.subscription().tenant()), credential.id());
      }
    };
  }

  /** Requests without a valid address share one counter. */
  private static long addAddress(long hash, String text) {
    IpAddress address = IpAddress.parse(text).orElse(null);
    if (address == null) {
      return KeyHash.add(hash, 0);
    }
    // One host may use each address of its network of 64 bits.
    return KeyHash.add(hash, address.isIpv4() ? address.low() : address.high());
  }

  /** Returns the issued credential of a request; null if it has none. */
  static @Nullable IssuedCredential credential(AuthorizationContext context) {
    return context.identity() instanceof Identity.Caller caller ? caller.issuedCredential() : null;
  }
}
