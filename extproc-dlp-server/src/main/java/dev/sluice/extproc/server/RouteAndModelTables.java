package dev.sluice.extproc.server;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.common.ads.ResourceSubscription;
import dev.sluice.common.ads.ResourceView;
import dev.sluice.common.collect.TrieMap;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.waf.UnsearchedWafRoutes;
import dev.sluice.config.v1.ApiVersionState;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.extproc.accesslog.RouteMetadataSource;
import dev.sluice.extproc.accesslog.VersionStage;
import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.budget.BudgetRule;
import dev.sluice.extproc.budget.BudgetRuleReader;
import dev.sluice.extproc.budget.BudgetSource;
import dev.sluice.extproc.budget.ConcurrentRule;
import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of routes and models that the controller delivers, always current. */
final class RouteAndModelTables implements RouteMetadataSource, BudgetSource {
  private final ResourceView<Publish, RouteTable<ServedRoute>> routes =
      new ResourceView<>(
          RouteTable.empty(ServedRoute::of),
          (table, change) -> table.with(change.changed(), change.removed()));
  private final ResourceView<LlmModel, ModelTable> models =
      new ResourceView<>(
          ModelTable.empty(), (table, change) -> table.with(change.changed(), change.removed()));

  private final ResourceView<Plan, TrieMap<String, Plan>> plans =
      new ResourceView<>(TrieMap.empty(), RouteAndModelTables::changed);

  private final UnsearchedWafRoutes unsearched;

  /**
   * @param unsearched receives the routes that no WAF rules can search
   */
  RouteAndModelTables(UnsearchedWafRoutes unsearched) {
    this.unsearched = unsearched;
  }

  RouteTable<ServedRoute> routes() {
    return routes.current();
  }

  ModelTable models() {
    return models.current();
  }

  /**
   * Returns the model that requests on a route call by a name; models of the route's tenant come
   * first.
   */
  @Override
  public Optional<ServedModel> find(String route, String alias) {
    String tenant =
        routes().byId(route).map(entry -> entry.publish().getTenant().getId()).orElse("");
    return models().served(tenant, alias);
  }

  @Override
  public Optional<ServedModel> model(String id) {
    return models().byId(id);
  }

  @Override
  public String apiVersion(String route) {
    return routes().byId(route).map(entry -> entry.route().getApiVersionId()).orElse("");
  }

  @Override
  public VersionStage apiVersionStage(String route) {
    return routes()
        .byId(route)
        .map(entry -> stage(entry.route().getApiVersionState()))
        .orElse(VersionStage.ACTIVE);
  }

  @Override
  public Optional<Duration> slowAfter(String route) {
    return routes()
        .byId(route)
        .map(ServedRoute::route)
        .filter(Route::hasUpstreamReport)
        .map(reported -> Duration.ofMillis(reported.getUpstreamReport().getSlowMs()));
  }

  private static VersionStage stage(ApiVersionState state) {
    return switch (state) {
      case API_VERSION_STATE_DEPRECATED -> VersionStage.DEPRECATED;
      case API_VERSION_STATE_SUNSET -> VersionStage.SUNSET;
      case API_VERSION_STATE_UNSPECIFIED, API_VERSION_STATE_ACTIVE, UNRECOGNIZED ->
          VersionStage.ACTIVE;
    };
  }

  private static TrieMap<String, Plan> changed(
      TrieMap<String, Plan> plans, ResourceChange<Plan> change) {
    TrieMap<String, Plan> next = plans;
    for (String id : change.removed()) {
      next = next.without(id);
    }
    for (Map.Entry<String, Plan> plan : change.changed().entrySet()) {
      next = next.with(plan.getKey(), plan.getValue());
    }
    return next;
  }

  @Override
  public List<BudgetRule> budgets(BudgetCaller caller) {
    List<BudgetRule> ofRoute = route(caller).map(ServedRoute::budgets).orElse(List.of());
    @Nullable Plan plan = plans.current().get(caller.plan());
    if (plan == null || plan.getTokensPerMonth() == 0) {
      return ofRoute;
    }
    List<BudgetRule> all = new ArrayList<>(ofRoute);
    all.addAll(BudgetRuleReader.budgets(plan, caller));
    return all;
  }

  @Override
  public List<ConcurrentRule> limits(BudgetCaller caller) {
    return route(caller).map(ServedRoute::limits).orElse(List.of());
  }

  private Optional<ServedRoute> route(BudgetCaller caller) {
    return routes().byId(caller.route());
  }

  List<ResourceSubscription<?>> subscriptions() {
    return List.of(
        ResourceSubscription.to(Publish.getDescriptor(), Publish.parser(), this::applyPublishes),
        ResourceSubscription.to(LlmModel.getDescriptor(), LlmModel.parser(), models::apply),
        ResourceSubscription.to(Plan.getDescriptor(), Plan.parser(), plans::apply));
  }

  private void applyPublishes(ResourceChange<Publish> change) {
    routes.apply(change);
    unsearched.apply(change.changed(), change.removed());
  }
}
