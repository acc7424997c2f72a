package dev.sluice.extauthz.limit;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with the limits that count it. The tenant is in the key of each caller. */
public final class CountedRequest {
  private final AuthorizationContext context;
  private final List<LimitRule> limits = new ArrayList<>(4);

  private CountedRequest(AuthorizationContext context) {
    this.context = context;
  }

  /**
   * Returns a request with the limits of the policy file and of its route that count it.
   *
   * @param factor the factor of all limits
   */
  public static CountedRequest of(AuthorizationContext context, double factor) {
    CountedRequest request = new CountedRequest(context);
    request.addAll(context.policy().requestRules().limits().rules(), factor);
    request.addAll(context.route().limits(), factor);
    return request;
  }

  /** Returns the issued credential of a request; null if it has none. */
  static @Nullable IssuedCredential credential(AuthorizationContext context) {
    return context.identity() instanceof Identity.Caller caller ? caller.issuedCredential() : null;
  }

  /** Adds those rules that count the request. */
  private void addAll(List<LimitRule> rules, double factor) {
    for (int i = 0; i < rules.size(); i++) {
      if (counts(rules.get(i))) {
        add(rules.get(i), factor);
      }
    }
  }

  void add(LimitRule rule, double factor) {
    limits.add(factor == 1 ? rule : rule.times(factor));
  }

  /** Returns the limits that count the request, in the order in which they decide. */
  public List<LimitRule> limits() {
    return limits;
  }

  /** Adds the parts of the key of a counter of this request. */
  public void addKey(LimitRule rule, CounterKey key) {
    key.add(rule.counter());
    key.add(rule.base().requests());
    key.add(rule.base().period().toSeconds());
    key.add(rule.base().burst());
    List<LimitKey> keys = rule.keys();
    for (int i = 0; i < keys.size(); i++) {
      add(keys.get(i), key);
    }
  }

  /** Returns whether the request is in the scope of a rule and has the properties of its key. */
  private boolean counts(LimitRule rule) {
    if (!rule.attributes().selector().matches(context.scope())) {
      return false;
    }
    List<LimitKey> keys = rule.keys();
    for (int i = 0; i < keys.size(); i++) {
      if (!has(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean has(LimitKey key) {
    return switch (key) {
      case IP, ROUTE -> true;
      case TENANT -> !context.scope().tenant().isEmpty();
      case USER -> context.identity() instanceof Identity.Caller;
      case CREDENTIAL, SUBSCRIPTION -> credential(context) != null;
    };
  }

  private void add(LimitKey part, CounterKey key) {
    ExchangeScope scope = context.scope();
    IssuedCredential credential = credential(context);
    switch (part) {
      case IP -> addAddress(key, context.input().peer().address());
      case ROUTE -> key.add(context.route().id());
      case TENANT -> key.add(scope.tenant());
      case USER -> {
        if (context.identity() instanceof Identity.Caller caller) {
          key.add(caller.tenant());
          key.add(caller.issuer());
          key.add(caller.subject());
        }
      }
      case CREDENTIAL -> {
        if (credential != null) {
          key.add(credential.subscription().tenant());
          key.add(credential.id());
        }
      }
      case SUBSCRIPTION -> {
        if (credential != null) {
          key.add(credential.subscription().tenant());
          key.add(credential.subscription().id());
        }
      }
    }
  }

  /** Adds an address. Requests without a valid one share one counter. */
  private static void addAddress(CounterKey key, String text) {
    IpAddress address = IpAddress.parse(text).orElse(null);
    if (address == null) {
      key.add("");
    } else {
      // One host may use each address of its network of 64 bits.
      key.add(address.isIpv4() ? address.low() : address.high());
    }
  }
}
