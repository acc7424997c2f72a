package dev.sluice.extauthz.server;

import dev.sluice.common.policyfile.OptionalPolicyWatcher;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.server.CommonParts;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.shadow.ShadowPolicySet;
import dev.sluice.extauthz.shadow.ShadowPolicySet.CompiledWaf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The files of shadow policies. The threads that watch them compile them; checks only read the
 * result.
 */
final class ShadowPolicyFiles {
  private final Supplier<AuthzPolicy> live;
  private volatile Optional<AuthzPolicy> authz = Optional.empty();
  private volatile Optional<CompiledWaf> waf = Optional.empty();

  private ShadowPolicyFiles(Supplier<AuthzPolicy> live) {
    this.live = live;
  }

  /**
   * Watches the files that the configuration names.
   *
   * @param live the access policy in force
   */
  static ShadowPolicyFiles watch(
      ExtAuthzConfig config, Supplier<AuthzPolicy> live, CommonParts common) {
    ShadowPolicyFiles files = new ShadowPolicyFiles(live);
    ShadowConfig shadow = config.shadow();
    shadow
        .authz()
        .ifPresent(place ->
            watch(
                "shadow-authz",
                place,
                config.policyLoader(),
                policy -> files.authz = policy,
                config,
                common));
    shadow
        .waf()
        .ifPresent(place ->
            watch(
                "shadow-waf",
                place,
                config.wafLoader(),
                policy -> files.waf = policy.map(CompiledWaf::of),
                config,
                common));
    return files;
  }

  private static <T> void watch(
      String name,
      Path place,
      PolicyFile<T> loader,
      Consumer<Optional<T>> changed,
      ExtAuthzConfig config,
      CommonParts common) {
    common.add(
        name,
        new OptionalPolicyWatcher<>(
            name,
            place,
            loader,
            config.reloadInterval(),
            common.metrics(),
            common.readiness().component(name),
            changed));
  }

  /** Returns the shadow policies in force, if there are any. */
  Optional<ShadowPolicySet> current() {
    Optional<AuthzPolicy> policy = authz;
    Optional<CompiledWaf> rules = waf;
    return policy.isEmpty() && rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShadowPolicySet(policy.orElseGet(live), rules));
  }
}
