package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.UpstreamAuth;
import java.util.Optional;

/**
 * What the gateway shows to a backend in place of the caller's credential. It is decided before one
 * of a route's backends is chosen.
 *
 * @param secret the name of a token
 */
record UpstreamCredential(UpstreamAuth auth, Optional<String> secret, boolean internalToken) {
  private static final String AI = "ai";

  static UpstreamCredential of(Backend backend) {
    return new UpstreamCredential(
        backend.upstreamAuth(),
        backend.secretRef().filter(name -> backend.upstreamAuth() == UpstreamAuth.STATIC_BEARER),
        backend.internalToken());
  }

  /** Callers' tokens are nothing for models, nor for what works with them. */
  static boolean passesTokenToModel(
      DomainModel model, Publish publish, Route route, Backend backend) {
    boolean ai =
        backend.internalToken()
            || route.dialect() == ErrorDialect.OPENAI
            || route.dialect() == ErrorDialect.ANTHROPIC
            || model.modelsOfBackend(backend.id()).findAny().isPresent()
            || model
                .find(Product.class, publish.product())
                .filter(product -> product.categories().contains(AI))
                .isPresent();
    return backend.upstreamAuth() == UpstreamAuth.PASSTHROUGH && ai;
  }
}
