package dev.sluice.extauthz.identity.holder;

import dev.sluice.common.token.confirmation.BindingError;
import java.util.concurrent.CompletableFuture;

/** The result of a check whether the sender of a token is its holder. */
public sealed interface HolderResult {
  /** An available result. */
  sealed interface Completed extends HolderResult {}

  /** A sender that has proved to be the holder, or a token that is not bound. */
  record Proved() implements Completed {}

  /** A sender that has not proved to be the holder. */
  record Unproved(BindingError error) implements Completed {}

  /** A token that is bound in a way that cannot be proved here. */
  record Unprovable() implements Completed {}

  /** A proof that cannot be verified now, because too many signatures wait. */
  record Busy() implements Completed {}

  /** A result that is available after the verification of a signature. */
  record Pending(CompletableFuture<Completed> result) implements HolderResult {}
}
