package dev.sluice.extproc.model;

import dev.sluice.config.v1.ModelChain;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
   * @param repeatable whether the request can be sent to several models
   * @param health the states of the models
   * @param access the rules about models
   */
  record Choice(
      RouteModels models,
      RequestKind kind,
      Optional<String> header,
      boolean repeatable,
      ModelHealth health,
      ModelAccess access)
      implements ModelUse {
    /** Returns the alias of requests that name no model. */
    public Optional<String> defaultAlias() {
      return Optional.of(models.getDefaultModel()).filter(alias -> !alias.isEmpty());
    }

    /** Returns the latency above which an answer is slow; zero if none is. */
    public Duration slowAfter() {
      return Duration.ofMillis(models.getSlowAfterMs());
    }

    /**
     * Finds the model for a name and the kind of the request: the first active one, else the first
     * degraded one, else the first one. Now and then it is one whose state is worse, as a trial.
     * All models of a name have the same rules, so that no failover reaches a forbidden one.
     */
    public ModelChoice find(String alias) {
      Optional<RouteModel> named =
          models.getModelsList().stream()
              .filter(model -> model.getAlias().equals(alias))
              .findFirst();
      if (named.isEmpty()) {
        return new ModelChoice.Refused(ModelFault.UNKNOWN, ModelVerdict.UNRULED);
      }
      List<ModelTarget> serving =
          named.get().getTargetsList().stream()
              .filter(target -> target.getRequestKindsList().contains(kind))
              .toList();
      if (serving.isEmpty()) {
        return new ModelChoice.Refused(ModelFault.WRONG_KIND, ModelVerdict.UNRULED);
      }
      ModelVerdict verdict = access.check(alias);
      return verdict.rule().isPresent()
          ? new ModelChoice.Refused(ModelFault.FORBIDDEN, verdict)
          : new ModelChoice.Found(chosen(named.get(), serving), verdict);
    }

    private ChosenModel chosen(RouteModel named, List<ModelTarget> serving) {
      int first = first(serving);
      List<ModelTarget> order = new ArrayList<>(serving);
      Collections.rotate(order, -first);
      Optional<ModelChain> chain =
          repeatable
              ? named.getChainsList().stream().filter(known -> begins(order, known)).findFirst()
              : Optional.empty();
      String target = chain.map(ModelChain::getTarget).orElse(order.getFirst().getTarget());
      List<ChosenModel> next =
          order.stream()
              .limit(chain.map(ModelChain::getModelsCount).orElse(1))
              .skip(1)
              .map(model -> chosen(named.getAlias(), model, target, true, List.of()))
              .toList();
      return chosen(named.getAlias(), order.getFirst(), target, first > 0, next);
    }

    private static ChosenModel chosen(
        String alias, ModelTarget model, String target, boolean failover, List<ChosenModel> next) {
      return new ChosenModel(
          alias,
          model.getModel(),
          model.getBackend(),
          model.getUpstreamModel(),
          target,
          failover,
          next);
    }

    /** Returns the place of the model that gets the request first. */
    private int first(List<ModelTarget> serving) {
      if (serving.size() == 1) {
        return 0;
      }
      int active = place(serving, ModelState.ACTIVE);
      for (int i = 0; i < (active < 0 ? serving.size() : active); i++) {
        if (health.takeTrial(serving.get(i).getModel())) {
          return i;
        }
      }
      return Math.max(0, active < 0 ? place(serving, ModelState.DEGRADED) : active);
    }

    private int place(List<ModelTarget> serving, ModelState state) {
      for (int i = 0; i < serving.size(); i++) {
        if (state(serving.get(i)) == state) {
          return i;
        }
      }
      return -1;
    }

    /** Returns the state of a model, which is at best that of its row. */
    private ModelState state(ModelTarget model) {
      ModelState seen = health.state(model.getModel());
      return seen == ModelState.ACTIVE && model.getDegraded() ? ModelState.DEGRADED : seen;
    }

    private static boolean begins(List<ModelTarget> models, ModelChain chain) {
      return models.stream()
          .limit(chain.getModelsCount())
          .map(ModelTarget::getModel)
          .toList()
          .equals(chain.getModelsList());
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

  /**
   * Returns the use that a request to a normalized path makes of the models of its route.
   *
   * @param repeatable whether the request can be sent to several models
   */
  static ModelUse of(
      Publish publish,
      Route route,
      String method,
      String path,
      String header,
      boolean repeatable,
      ModelHealth health,
      ModelAccess access) {
    if (!route.hasModels()) {
      return NONE;
    }
    if (method.equals("GET")) {
      return ModelRequests.listedId(path)
          .<ModelUse>map(id ->
              new Listing(
                  ListedModel.of(publish, access),
                  id.isEmpty() ? Optional.empty() : Optional.of(id)))
          .orElse(NONE);
    }
    RouteModels models = route.getModels();
    Optional<String> named =
        Optional.of(header).filter(name -> models.getHeaderOverrides() && !name.isEmpty());
    return ModelRequests.kind(method, path, models)
        .<ModelUse>map(kind -> new Choice(models, kind, named, repeatable, health, access))
        .orElse(NONE);
  }
}
