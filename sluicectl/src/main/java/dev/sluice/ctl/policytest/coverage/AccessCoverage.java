package dev.sluice.ctl.policytest.coverage;

import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.tier.TierPolicy;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extproc.policy.ModelRule;
import dev.sluice.extproc.policy.ModelRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The coverage of the rules about requests and roles. */
public final class AccessCoverage {
  private AccessCoverage() {}

  /** Returns what there is to reach in the WAF rules. */
  public static Set<CoverageItem> items(WafPolicy policy) {
    return items(CoverageGroup.WAF_RULES, policy.rules().stream().map(WafRule::id));
  }

  /**
   * Returns what there is to reach in the rules of requests.
   *
   * @param levels the paths of the levels in the file
   * @param routes the ids of the routes of the file
   */
  public static Set<CoverageItem> items(
      AuthzPolicy policy, List<String> levels, List<String> routes) {
    Set<CoverageItem> items = new HashSet<>();
    items.addAll(items(CoverageGroup.LEVELS, levels.stream().map(path -> "level:" + path)));
    levels.forEach(path -> {
      items.add(branch("level:" + path, true));
      items.add(branch("level:" + path, false));
    });
    items.addAll(items(CoverageGroup.ROUTES, routes.stream()));
    var addresses = policy.requestRules().addresses();
    items.addAll(
        items(
            CoverageGroup.ADDRESS_LISTS,
            Stream.concat(addresses.withoutTenants().stream(), addresses.withTenants().stream())
                .map(rule -> rule.attributes().name())));
    items.addAll(
        items(
            CoverageGroup.CONDITIONS,
            policy.requestRules().conditions().stream().map(rule -> rule.attributes().name())));
    policy.headerContracts().forEach(contract -> items.addAll(items(contract)));
    return items;
  }

  private static Set<CoverageItem> items(HeaderContract contract) {
    String name = "contract:" + contract.id();
    return items(
        CoverageGroup.HEADER_CONTRACTS,
        Stream.of(
                Stream.of(name),
                contract.requiredHeaders().stream().map(header -> name + "/" + header.name()),
                contract.tenantHeaders().stream().map(header -> name + "/" + header),
                contract.headerChoices().stream().map(choice -> name + "/" + choice.name()))
            .flatMap(stream -> stream));
  }

  /** Returns what there is to reach in the roles. */
  public static Set<CoverageItem> items(RbacPolicy policy) {
    Set<CoverageItem> items = new HashSet<>();
    policy
        .roles()
        .forEach((name, role) -> {
          items.add(new CoverageItem(CoverageGroup.ROLES, name));
          for (int i = 0; i < role.grants().size(); i++) {
            items.add(grant(name, i));
          }
        });
    return items;
  }

  /** Returns what there is to reach in the rules about models. */
  public static Set<CoverageItem> items(ModelRules policy) {
    return items(CoverageGroup.MODEL_RULES, policy.rules().stream().map(ModelRule::name));
  }

  /** Returns what there is to reach in the tiers. */
  public static Set<CoverageItem> items(TierPolicy policy) {
    return items(CoverageGroup.TIERS, policy.tiers().keySet().stream());
  }

  /** Returns a grant of a role by its position in the file. */
  public static CoverageItem grant(String role, int position) {
    return new CoverageItem(CoverageGroup.GRANTS, role + ", grant " + (position + 1));
  }

  /** Returns an outcome of a level. */
  public static CoverageItem branch(String level, boolean allowed) {
    return new CoverageItem(
        CoverageGroup.LEVEL_BRANCHES, level + (allowed ? " allows" : " denies"));
  }

  private static Set<CoverageItem> items(CoverageGroup group, Stream<String> names) {
    return names.map(name -> new CoverageItem(group, name)).collect(Collectors.toSet());
  }
}
