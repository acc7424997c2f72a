package dev.sluice.extauthz.server;

import dev.sluice.common.policyfile.OptionalPolicyWatcher;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.server.CommonParts;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.file.AddressRuleReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access policy in force: the policy file, with the address lists of the file of them. The two
 * have no id of a list in common. After a change of one, a rejected version of the other is checked
 * again.
 */
final class AccessPolicies {
  private final ExtAuthzConfig config;
  private final CommonParts common;
  private final PolicyWatcher<AuthzPolicy> file;
  private volatile @Nullable PolicyWatcher<IpRules> ipRules;
  private final Combination inForce = new Combination();

  /** A policy with the address lists in force, made once for each pair of versions. */
  private final class Combination {
    private volatile @Nullable Pair last;

    private record Pair(AuthzPolicy policy, IpRules rules, AuthzPolicy both) {}

    // A policy that was loaded again is another one, also if its files are the same.
    @SuppressWarnings("ReferenceEquality")
    AuthzPolicy of(AuthzPolicy policy) {
      PolicyWatcher<IpRules> watched = ipRules;
      if (watched == null) {
        return policy;
      }
      IpRules rules = watched.current();
      Pair pair = last;
      if (pair == null || pair.policy() != policy || pair.rules() != rules) {
        pair = new Pair(policy, rules, policy.with(rules));
        last = pair;
      }
      return pair.both();
    }
  }

  private AccessPolicies(ExtAuthzConfig config, CommonParts common) {
    this.config = config;
    this.common = common;
    file =
        common.add(
            "policy",
            new PolicyWatcher<>(
                config.policyFile(),
                config.policyLoader(this::ipLists),
                config.reloadInterval(),
                common.metrics(),
                common.readiness().component("policy")));
  }

  /** Loads the policy, and the file of address lists if there is one, and watches both. */
  static AccessPolicies start(ExtAuthzConfig config, CommonParts common, PolicyListener listener) {
    var policies = new AccessPolicies(config, common);
    config.ipRules().ifPresent(policies::watchIpRules);
    policies.report(listener);
    return policies;
  }

  private void watchIpRules(Path place) {
    ipRules =
        common.add(
            "ip rules",
            new PolicyWatcher<>(
                place,
                config.ipLoader(() -> AddressRuleReader.places(file.document())),
                config.reloadInterval(),
                common.metrics(),
                common.readiness().component("ip")));
  }

  private void report(PolicyListener listener) {
    PolicyWatcher<IpRules> watched = ipRules;
    if (watched == null) {
      file.setListener(listener);
    } else {
      file.setListener(new Following(listener, watched::checkAgain));
      watched.setListener(new Following(listener, file::checkAgain));
    }
  }

  private Map<String, String> ipLists() {
    PolicyWatcher<IpRules> watched = ipRules;
    return watched == null ? Map.of() : AddressRuleReader.places(watched.document());
  }

  /** Returns the policy in force. */
  AuthzPolicy current() {
    return inForce.of(file.current());
  }

  /** Watches a shadow policy, which is in force with the same file of address lists. */
  Supplier<Optional<AuthzPolicy>> shadow(Path place) {
    OptionalPolicyWatcher<AuthzPolicy> watcher =
        common.watchOptional(
            "shadow-authz",
            place,
            config.policyLoader(this::ipLists),
            config.reloadInterval(),
            _ -> {});
    var combination = new Combination();
    return () -> watcher.current().map(combination::of);
  }

  /** A listener that also starts a check of the other file after each change. */
  private record Following(PolicyListener listener, Runnable afterChange)
      implements PolicyListener {
    @Override
    public void onActivated(PolicyDocument document) {
      listener.onActivated(document);
      afterChange.run();
    }

    @Override
    public void onRejected(String kind, String sha256, String why) {
      listener.onRejected(kind, sha256, why);
    }
  }
}
