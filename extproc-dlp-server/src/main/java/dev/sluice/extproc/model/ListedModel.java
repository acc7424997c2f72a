package dev.sluice.extproc.model;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import java.util.List;
import java.util.TreeMap;

/**
 * A model in the list of a product.
 *
 * @param provider the provider of the model that serves the name first
 */
public record ListedModel(String alias, String provider) {
  /** Returns the models of all routes of a publish that the caller may use, ordered by alias. */
  static List<ListedModel> of(Publish publish, ModelAccess access) {
    TreeMap<String, ListedModel> byAlias = new TreeMap<>();
    for (Route route : publish.getRoutesList()) {
      for (RouteModel model : route.getModels().getModelsList()) {
        if (model.getTargetsCount() > 0 && access.permits(route, model.getAlias())) {
          byAlias.putIfAbsent(
              model.getAlias(),
              new ListedModel(
                  model.getAlias(), ServedModel.name(model.getTargets(0).getProvider())));
        }
      }
    }
    return List.copyOf(byAlias.values());
  }
}
