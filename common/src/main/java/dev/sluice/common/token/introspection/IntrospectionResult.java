package dev.sluice.common.token.introspection;

import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerifiedToken;
import java.util.concurrent.CompletableFuture;

/** The result of an introspection, available or pending. */
public sealed interface IntrospectionResult {
  /** An available result. */
  sealed interface Completed extends IntrospectionResult {}

  /**
   * A valid token.
   *
   * @param cached whether the result is from an earlier request
   */
  record Active(VerifiedToken token, boolean cached) implements Completed {}

  /** A token that is invalid, not for this audience, or not valid at this time. */
  record Rejected(TokenError error) implements Completed {}

  /** A failed request to the issuer, or a malformed response. */
  record Unavailable(String reason) implements Completed {}

  /** A result that another thread will provide. */
  record Pending(CompletableFuture<Completed> result) implements IntrospectionResult {}
}
