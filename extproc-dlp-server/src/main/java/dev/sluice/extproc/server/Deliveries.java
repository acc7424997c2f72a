package dev.sluice.extproc.server;

import dev.sluice.common.ads.Delivered;
import dev.sluice.common.ads.Subscription;
import dev.sluice.common.match.RouteTable;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.Publish;
import dev.sluice.extproc.accesslog.InForce;
import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.model.ServedModel;
import java.util.List;
import java.util.Optional;

/** What the controller delivers to this server, as tables that are always current. */
final class Deliveries implements InForce {
  private final Delivered<Publish, RouteTable<RouteTable.Entry>> publishes =
      new Delivered<>(
          RouteTable.empty(RouteTable.Entry::new),
          (table, change) -> table.with(change.changed(), change.removed()));
  private final Delivered<LlmModel, ModelTable> models =
      new Delivered<>(
          ModelTable.empty(), (table, change) -> table.with(change.changed(), change.removed()));

  RouteTable<RouteTable.Entry> publishes() {
    return publishes.current();
  }

  ModelTable models() {
    return models.current();
  }

  /** The model of a name, as it stands for requests on a route: its provider's own comes first. */
  @Override
  public Optional<ServedModel> find(String route, String alias) {
    String tenant =
        publishes().byId(route).map(entry -> entry.publish().getTenant().getId()).orElse("");
    return models().served(tenant, alias);
  }

  @Override
  public String apiVersion(String route) {
    return publishes().byId(route).map(entry -> entry.route().getApiVersionId()).orElse("");
  }

  List<Subscription<?>> subscriptions() {
    return List.of(
        Subscription.to(Publish.getDescriptor(), Publish.parser(), publishes::apply),
        Subscription.to(LlmModel.getDescriptor(), LlmModel.parser(), models::apply));
  }
}
