package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.ModelChainIr;
import dev.sluice.controller.ir.llm.ModelCredential;
import dev.sluice.controller.ir.llm.ModelRequestKind;
import dev.sluice.controller.ir.llm.ModelStatus;
import dev.sluice.controller.ir.llm.ModelTargetIr;
import dev.sluice.controller.ir.llm.NamedModelIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.policy.ModelPolicyIr;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.policyserver.EntityCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A planner of the language models that requests on a route choose from. These are the models
 * behind all backends of the service, of the provider or shared by all tenants.
 */
final class ModelPlanner {
  private static final Comparator<LlmModel> FIRST_CHOICE_FIRST =
      Comparator.comparing(LlmModel::status)
          .thenComparingInt(LlmModel::priority)
          .thenComparing(LlmModel::id);

  private final DomainModel model;
  private final Predicate<Backend> plannable;
  private final FindingCollector findings;

  ModelPlanner(DomainModel model, Predicate<Backend> plannable, FindingCollector findings) {
    this.model = model;
    this.plannable = plannable;
    this.findings = findings;
  }

  /**
   * Plans the models of a route. The result is empty if the service has none; with models of which
   * none is in service, requests find no name.
   *
   * @param shown the credential that the route sends
   */
  Optional<RouteModelsIr> plan(
      Publish publish, Route route, UpstreamCredential shown, ModelPolicyIr policy) {
    List<LlmModel> rows = rows(publish, route);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> tokens = new ArrayList<>();
    Map<String, ModelBackendIr> backends = new TreeMap<>();
    model
        .backendsOfService(route.service())
        .filter(plannable)
        .filter(backend -> rows.stream().anyMatch(row -> row.backend().equals(backend.id())))
        .filter(backend -> reachable(publish, route, backend, shown))
        .forEach(backend -> backends.put(backend.id(), backend(route, backend, shown, tokens)));
    List<NamedModelIr> names = names(rows, backends, policy.attempts());
    policy
        .defaultModel()
        .filter(alias -> names.stream().noneMatch(name -> name.alias().equals(alias)))
        .ifPresent(_ ->
            findings.add(
                "routes",
                route.id(),
                "llm",
                "default_model of the policy names no model in service on this route"));
    return Optional.of(
        new RouteModelsIr(
            names,
            backends.values().stream().filter(backend -> used(backend, names)).toList(),
            tokens,
            policy.modelHeader(),
            policy.defaultModel(),
            policy.attemptTimeout(),
            policy.slowAfter()));
  }

  private List<LlmModel> rows(Publish publish, Route route) {
    return model
        .backendsOfService(route.service())
        .flatMap(backend -> model.modelsOfBackend(backend.id()))
        .filter(row -> row.tenant().filter(owner -> !owner.equals(publish.tenant())).isEmpty())
        .filter(row -> EntityCheck.findings(model, row).isEmpty())
        .toList();
  }

  /** Returns the names in service; models of the provider hide shared ones with their name. */
  private static List<NamedModelIr> names(
      List<LlmModel> rows, Map<String, ModelBackendIr> backends, int attempts) {
    Map<String, List<LlmModel>> byAlias =
        rows.stream()
            .collect(Collectors.groupingBy(LlmModel::alias, TreeMap::new, Collectors.toList()));
    List<NamedModelIr> names = new ArrayList<>();
    byAlias.forEach((alias, all) -> {
      boolean owned = all.stream().anyMatch(row -> row.tenant().isPresent());
      List<ModelTargetIr> targets =
          all.stream()
              .filter(row -> row.tenant().isPresent() == owned)
              .filter(row -> row.status() != ModelStatus.INACTIVE)
              .filter(row -> backends.containsKey(row.backend()))
              .sorted(FIRST_CHOICE_FIRST)
              .map(ModelPlanner::target)
              .toList();
      if (!targets.isEmpty()) {
        names.add(new NamedModelIr(alias, targets, chains(targets, attempts)));
      }
    });
    return names;
  }

  /**
   * Returns the chains of a name. For each kind of request, there is one that begins with each
   * model, because models before it may have failed already or be slow. Those come last in it.
   */
  private static List<ModelChainIr> chains(List<ModelTargetIr> targets, int attempts) {
    Set<ModelChainIr> chains = new LinkedHashSet<>();
    for (ModelRequestKind kind : ModelRequestKind.values()) {
      List<ModelTargetIr> serving =
          targets.stream().filter(target -> target.kinds().contains(kind)).toList();
      for (int first = 0; first < serving.size() && serving.size() > 1 && attempts > 1; first++) {
        List<ModelTargetIr> order = new ArrayList<>(serving);
        Collections.rotate(order, -first);
        chains.add(new ModelChainIr(order.subList(0, Math.min(attempts, order.size()))));
      }
    }
    return List.copyOf(chains);
  }

  private static ModelTargetIr target(LlmModel row) {
    return new ModelTargetIr(
        row.id(),
        row.backend(),
        row.upstreamModel(),
        row.provider(),
        row.requestKinds(),
        row.status() == ModelStatus.DEGRADED);
  }

  private static boolean used(ModelBackendIr backend, List<NamedModelIr> names) {
    return names.stream()
        .flatMap(name -> name.targets().stream())
        .anyMatch(target -> target.backend().equals(backend.backend()));
  }

  private boolean reachable(
      Publish publish, Route route, Backend backend, UpstreamCredential shown) {
    if (UpstreamCredential.passesTokenToModel(model, publish, route, backend)) {
      findings.add(
          "backends",
          backend.id(),
          "upstream_auth",
          "callers' tokens are not passed on to models, nor to what works with them");
      return false;
    }
    if (backend.internalToken() != shown.internalToken()) {
      findings.add(
          "backends",
          backend.id(),
          "internal_token",
          "the models of a service must all have backends with the internal token, or all without");
      return false;
    }
    if (backend.scheme().grpc()) {
      findings.add(
          "backends", backend.id(), "scheme", "a backend of models must have scheme http or https");
      return false;
    }
    return true;
  }

  private static ModelBackendIr backend(
      Route route, Backend backend, UpstreamCredential shown, List<String> tokens) {
    UpstreamCredential own = UpstreamCredential.of(backend);
    Map<String, String> subset =
        route.backends().stream()
            .filter(share -> share.backend().equals(backend.id()))
            .map(RoutePlanner::subset)
            .findFirst()
            .orElse(Map.of());
    if (own.auth() != UpstreamAuth.STATIC_BEARER) {
      ModelCredential credential =
          shown.auth() == UpstreamAuth.STATIC_BEARER ? ModelCredential.NONE : ModelCredential.ROUTE;
      return new ModelBackendIr(backend.id(), backend.name(), subset, credential, 0);
    }
    if (own.equals(shown)) {
      return new ModelBackendIr(backend.id(), backend.name(), subset, ModelCredential.ROUTE, 0);
    }
    String token = own.secret().orElse("");
    if (!tokens.contains(token)) {
      tokens.add(token);
    }
    return new ModelBackendIr(
        backend.id(), backend.name(), subset, ModelCredential.TOKEN, tokens.indexOf(token) + 1);
  }
}
