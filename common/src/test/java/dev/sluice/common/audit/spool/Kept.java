package dev.sluice.common.audit.spool;

import java.util.concurrent.CompletableFuture;

/** Waits for what becomes of records. */
public final class Kept {
  private Kept() {}

  /** A record was refused. */
  public static final class RefusedException extends RuntimeException {
    private final transient Refusal refusal;

    private RefusedException(Refusal refusal) {
      super(refusal.label());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /** Completes when the record is durable, or with {@link RefusedException}. */
  public static CompletableFuture<Void> in(Spool spool, SpoolRecord record) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    spool.append(
        record,
        new Fate() {
          @Override
          public void durable() {
            kept.complete(null);
          }

          @Override
          public void refused(Refusal refusal) {
            kept.completeExceptionally(new RefusedException(refusal));
          }
        });
    return kept;
  }
}
