package dev.sluice.extproc.model;

import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.RouteModels;
import java.util.List;
import java.util.Optional;

/** The paths of the APIs of providers by which requests use models. */
final class ModelRequests {
  private static final String LIST = "/models";

  private record Ending(String path, RequestKind kind) {}

  private static final List<Ending> ENDINGS =
      List.of(
          new Ending("/chat/completions", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/messages", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/messages/count_tokens", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/responses", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/responses/compact", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/responses/input_tokens", RequestKind.REQUEST_KIND_CHAT),
          new Ending("/completions", RequestKind.REQUEST_KIND_COMPLETION),
          new Ending("/embeddings", RequestKind.REQUEST_KIND_EMBEDDING));

  private ModelRequests() {}

  /**
   * Returns the kind of a request that names a model in its body. A path of no known API is one of
   * agents, if the route has a model for agents.
   */
  static Optional<RequestKind> kind(String method, String path, RouteModels models) {
    if (!method.equals("POST")) {
      return Optional.empty();
    }
    return ENDINGS.stream()
        .filter(ending -> path.endsWith(ending.path()))
        .map(Ending::kind)
        .findFirst()
        .or(() -> Optional.of(RequestKind.REQUEST_KIND_AGENT).filter(kind -> serves(models, kind)));
  }

  /** Returns the alias in the path of one model, an empty text for the list of all, or neither. */
  static Optional<String> listedId(String path) {
    if (path.endsWith(LIST)) {
      return Optional.of("");
    }
    int at = path.indexOf(LIST + "/");
    return at < 0 ? Optional.empty() : Optional.of(path.substring(at + LIST.length() + 1));
  }

  private static boolean serves(RouteModels models, RequestKind kind) {
    return models.getModelsList().stream()
        .flatMap(model -> model.getTargetsList().stream())
        .anyMatch(target -> target.getRequestKindsList().contains(kind));
  }
}
