package dev.sluice.common.audit.spool;

import java.util.concurrent.CompletableFuture;

/** Waits for what becomes of records. */
public final class SpoolAppends {
  private SpoolAppends() {}

  /** A record was refused. */
  public static final class RefusedException extends RuntimeException {
    private final transient AppendRejection refusal;

    private RefusedException(AppendRejection refusal) {
      super(refusal.label());
      this.refusal = refusal;
    }

    AppendRejection refusal() {
      return refusal;
    }
  }

  /** Completes when the record is durable, or with {@link RefusedException}. */
  public static CompletableFuture<Void> append(Spool spool, SpoolRecord record) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    spool.append(
        record,
        new AppendCallback() {
          @Override
          public void onDurable() {
            kept.complete(null);
          }

          @Override
          public void onRejected(AppendRejection refusal) {
            kept.completeExceptionally(new RefusedException(refusal));
          }
        });
    return kept;
  }
}
