package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A set of rules for the policies that decide what a route does with a request. */
final class RouteActions {
  private RouteActions() {}

  /** Returns whether requests reach no backend, because a policy answers all of them. */
  static boolean answered(List<RoutePolicyIr> policies) {
    return PolicyIr.find(policies, DirectResponseIr.class).isPresent()
        || PolicyIr.find(policies, RedirectIr.class)
            .filter(redirect -> !redirect.changesSchemeAlone())
            .isPresent();
  }

  /** Returns whether a policy changes a request, or answers it. */
  static boolean isAction(RoutePolicyIr policy) {
    return policy instanceof DirectResponseIr
        || policy instanceof RedirectIr
        || policy instanceof RewriteIr;
  }

  /** Returns whether the policies fit the path of the route; if not, reports it. */
  static boolean fit(
      Route route, PathMatchIr path, List<RoutePolicyIr> policies, FindingCollector findings) {
    Optional<String> problem =
        PolicyIr.find(policies, DirectResponseIr.class).isPresent()
            ? Optional.empty()
            : PolicyIr.find(policies, RedirectIr.class)
                .flatMap(redirect -> prefixProblem("redirect", redirect.prefix(), path))
                .or(() -> PolicyIr.find(policies, RewriteIr.class).flatMap(r -> problem(r, path)));
    problem.ifPresent(reason -> findings.add("routes", route.id(), "path_kind", reason));
    return problem.isEmpty();
  }

  private static Optional<String> problem(RewriteIr rewrite, PathMatchIr path) {
    return prefixProblem("rewrite", rewrite.prefix(), path)
        .or(() -> rewrite.template().flatMap(template -> templateProblem(template, path)));
  }

  private static Optional<String> prefixProblem(
      String policy, Optional<String> prefix, PathMatchIr path) {
    boolean fits = path instanceof PathMatchIr.Exact || path instanceof PathMatchIr.Prefix;
    return prefix
        .filter(_ -> !fits)
        .map(_ -> "has no prefix that the " + policy + " policy can replace; use regex there");
  }

  private static Optional<String> templateProblem(String template, PathMatchIr path) {
    if (!(path instanceof PathMatchIr.Template own)) {
      return Optional.of(
          "has no template whose variables the rewrite policy can use; use regex there");
    }
    Set<String> unknown = new TreeSet<>(PathTemplate.variablesOfRewrite(template));
    unknown.removeAll(PathTemplate.parse(own.template()).variables());
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("has no variables " + unknown + ", which the rewrite policy uses");
  }
}
