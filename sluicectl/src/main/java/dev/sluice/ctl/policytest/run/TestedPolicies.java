package dev.sluice.ctl.policytest.run;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.tier.TierPolicy;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.ctl.policytest.coverage.AccessCoverage;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.coverage.DlpCoverage;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.ModelRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The compiled policies of a test file.
 *
 * @param unscopedWaf compiles the WAF rules without their scopes and exceptions
 */
public record TestedPolicies(
    Optional<DlpPolicy> dlp,
    Optional<WafPolicy> waf,
    Supplier<Optional<WafPolicy>> unscopedWaf,
    Optional<LoadedAuthz> authz,
    Optional<RbacPolicy> rbac,
    Optional<ModelRules> models,
    Optional<TierPolicy> tiers) {
  /** A policy for requests, with the file that it is from. */
  public record LoadedAuthz(AuthzPolicy policy, PolicyDocument document) {
    private List<String> texts(String section, String key, boolean shadow) {
      return document
          .spec()
          .path(section)
          .valueStream()
          .filter(entry -> shadow || !entry.path("mode").asString("").equals("shadow"))
          .map((JsonNode entry) -> entry.path(key).asString(""))
          .toList();
    }

    Set<CoverageItem> items() {
      return AccessCoverage.items(
          policy, texts("levels", "path", false), texts("routes", "id", true));
    }
  }

  /** Returns everything that tests can reach. */
  public Set<CoverageItem> items() {
    Set<CoverageItem> items = new HashSet<>();
    dlp.ifPresent(policy -> items.addAll(DlpCoverage.items(policy)));
    waf.ifPresent(policy -> items.addAll(AccessCoverage.items(policy)));
    authz.ifPresent(policy -> items.addAll(policy.items()));
    rbac.ifPresent(policy -> items.addAll(AccessCoverage.items(policy)));
    models.ifPresent(policy -> items.addAll(AccessCoverage.items(policy)));
    tiers.ifPresent(policy -> items.addAll(AccessCoverage.items(policy)));
    return items;
  }
}
