package dev.sluice.common.token;

import java.util.concurrent.CompletableFuture;

/** What an issuer says of a token: at hand, or asked for. */
public sealed interface Introspection {
  /** Known now. */
  sealed interface Settled extends Introspection {}

  /**
   * The issuer stands for it.
   *
   * @param remembered whether it said so for an earlier request
   */
  record Active(VerifiedToken token, boolean remembered) implements Settled {}

  /** It does not, or not for us or now. */
  record Refused(TokenFault fault) implements Settled {}

  /** The issuer could not be asked, or did not say. */
  record Away(String reason) implements Settled {}

  /** Known in a moment, on another thread. */
  record Waiting(CompletableFuture<Settled> answer) implements Introspection {}
}
