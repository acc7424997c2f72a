package dev.sluice.extauthz.server;

import dev.sluice.common.server.CommonParts;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.shadow.ShadowPolicySet;
import dev.sluice.extauthz.shadow.ShadowPolicySet.CompiledWaf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of shadow policies. The threads that watch them compile them; checks only read the
 * result.
 */
final class ShadowPolicyFiles {
  private final Supplier<AuthzPolicy> live;
  private final Supplier<Optional<AuthzPolicy>> authz;
  private volatile Optional<CompiledWaf> waf = Optional.empty();

  private ShadowPolicyFiles(Supplier<AuthzPolicy> live, Supplier<Optional<AuthzPolicy>> authz) {
    this.live = live;
    this.authz = authz;
  }

  /**
   * Watches the files that the configuration names.
   *
   * @param policies the access policy in force
   */
  static ShadowPolicyFiles watch(
      ExtAuthzConfig config, AccessPolicies policies, CommonParts common) {
    Supplier<Optional<AuthzPolicy>> authz =
        config.shadow().authz().map(policies::shadow).orElse(Optional::empty);
    ShadowPolicyFiles files = new ShadowPolicyFiles(policies::current, authz);
    config.shadow().waf().ifPresent(place -> files.watchWaf(place, config, common));
    return files;
  }

  private void watchWaf(Path place, ExtAuthzConfig config, CommonParts common) {
    common.watchOptional(
        "shadow-waf",
        place,
        config.wafLoader(),
        config.reloadInterval(),
        policy -> waf = policy.map(CompiledWaf::of));
  }

  /** Returns the shadow policies in force, if there are any. */
  Optional<ShadowPolicySet> current() {
    Optional<AuthzPolicy> policy = authz.get();
    Optional<CompiledWaf> rules = waf;
    return policy.isEmpty() && rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShadowPolicySet(policy.orElseGet(live), rules));
  }
}
