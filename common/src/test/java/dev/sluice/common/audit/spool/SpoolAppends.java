package dev.sluice.common.audit.spool;

import java.util.concurrent.CompletableFuture;

/** A helper that waits for the results of appends. */
public final class SpoolAppends {
  private SpoolAppends() {}

  /** An exception for a rejected record. */
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

  /**
   * Returns a future that completes when the record is durable, or fails with {@link
   * RefusedException}.
   */
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
