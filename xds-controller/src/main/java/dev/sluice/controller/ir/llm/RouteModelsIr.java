package dev.sluice.controller.ir.llm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The language models that requests on a route choose from.
 *
 * @param models the names, ordered by alias; may be empty
 * @param backends the backends of all models
 * @param tokens the names of the tokens that the route itself does not send; empty for the shared
 *     one
 * @param defaultModel the alias for requests that name no model
 * @param attemptTimeout how long a model of a chain may take until its answer begins; zero for no
 *     limit
 * @param slowAfter the latency above which an answer is slow; zero if none is
 */
public record RouteModelsIr(
    List<NamedModelIr> models,
    List<ModelBackendIr> backends,
    List<String> tokens,
    ModelHeader header,
    Optional<String> defaultModel,
    Duration attemptTimeout,
    Duration slowAfter) {
  public RouteModelsIr {
    models = List.copyOf(models);
    backends = List.copyOf(backends);
    tokens = List.copyOf(tokens);
  }

  /** Returns the chains of all names, each once. */
  public List<ModelChainIr> chains() {
    return models.stream().flatMap(name -> name.chains().stream()).distinct().toList();
  }
}
