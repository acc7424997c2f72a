package dev.sluice.common.token.introspection;

import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerifiedToken;
import java.util.concurrent.CompletableFuture;

/** What an issuer says of a token: at hand, or asked for. */
public sealed interface IntrospectionResult {
  /** Known now. */
  sealed interface Completed extends IntrospectionResult {}

  /**
   * The issuer stands for it.
   *
   * @param cached whether it said so for an earlier request
   */
  record Active(VerifiedToken token, boolean cached) implements Completed {}

  /** It does not, or not for us or now. */
  record Rejected(TokenError error) implements Completed {}

  /** The issuer could not be asked, or did not say. */
  record Unavailable(String reason) implements Completed {}

  /** Known in a moment, on another thread. */
  record Pending(CompletableFuture<Completed> result) implements IntrospectionResult {}
}
