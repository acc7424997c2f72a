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
 * A credential that the gateway sends to the backends of a route instead of the caller's. It is
 * chosen before one of the backends is.
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

  /**
   * Returns whether the route would send the caller's token to a backend that serves a model or
   * works with one.
   */
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
