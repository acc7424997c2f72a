package dev.sluice.extproc.model;

import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import java.util.List;
import java.util.Optional;

/** The use that a request makes of the models of its route. */
public sealed interface ModelUse {
  /** The use of a request that the models do not concern. */
  ModelUse NONE = new None();

  /** A lack of any use. */
  record None() implements ModelUse {}

  /**
   * The choice of a model by name.
   *
   * @param header the name in the header, if it replaces the one in the body
   * @param health the models that have failed
   */
  record Choice(RouteModels models, RequestKind kind, Optional<String> header, ModelHealth health)
      implements ModelUse {
    /** Returns the alias of requests that name no model. */
    public Optional<String> defaultAlias() {
      return Optional.of(models.getDefaultModel()).filter(alias -> !alias.isEmpty());
    }

    /**
     * Finds the first model that serves a name and the kind of the request. A model that has failed
     * is used if all others have failed too.
     */
    public ModelChoice find(String alias) {
      Optional<RouteModel> named =
          models.getModelsList().stream()
              .filter(model -> model.getAlias().equals(alias))
              .findFirst();
      if (named.isEmpty()) {
        return new ModelChoice.Refused(ModelFault.UNKNOWN);
      }
      List<ModelTarget> serving =
          named.get().getTargetsList().stream()
              .filter(target -> target.getRequestKindsList().contains(kind))
              .toList();
      return serving.isEmpty()
          ? new ModelChoice.Refused(ModelFault.WRONG_KIND)
          : new ModelChoice.Found(first(alias, serving));
    }

    private ChosenModel first(String alias, List<ModelTarget> serving) {
      ModelTarget primary = serving.getFirst();
      ModelTarget chosen =
          serving.size() == 1
              ? primary
              : serving.stream()
                  .filter(target -> health.isAvailable(target.getModel()))
                  .findFirst()
                  .orElse(primary);
      return new ChosenModel(
          alias,
          chosen.getModel(),
          chosen.getUpstreamModel(),
          chosen.getTarget(),
          !chosen.getModel().equals(primary.getModel()));
    }
  }

  /**
   * A request for the list of models, or for one of them.
   *
   * @param models the models of the product
   * @param id the alias of the one
   */
  record Listing(List<ListedModel> models, Optional<String> id) implements ModelUse {
    public Listing {
      models = List.copyOf(models);
    }
  }

  /** Returns the use that a request to a normalized path makes of the models of its route. */
  static ModelUse of(
      Publish publish, Route route, String method, String path, String header, ModelHealth health) {
    if (!route.hasModels()) {
      return NONE;
    }
    if (method.equals("GET")) {
      return ModelRequests.listedId(path)
          .<ModelUse>map(id ->
              new Listing(
                  ListedModel.of(publish), id.isEmpty() ? Optional.empty() : Optional.of(id)))
          .orElse(NONE);
    }
    RouteModels models = route.getModels();
    Optional<String> named =
        Optional.of(header).filter(name -> models.getHeaderOverrides() && !name.isEmpty());
    return ModelRequests.kind(method, path, models)
        .<ModelUse>map(kind -> new Choice(models, kind, named, health))
        .orElse(NONE);
  }
}
