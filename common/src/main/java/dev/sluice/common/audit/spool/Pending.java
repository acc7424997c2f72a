package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.spool.SpoolRefused.Reason;
import java.util.concurrent.CompletableFuture;

/** A record that waits to be written, or, without a payload, the end of all records. */
final class Pending {
  private final byte[] payload;
  private final boolean end;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Pending(byte[] payload, boolean end) {
    this.payload = payload;
    this.end = end;
  }

  static Pending record(byte[] payload) {
    return new Pending(payload, false);
  }

  static Pending end() {
    return new Pending(new byte[0], true);
  }

  byte[] payload() {
    return payload;
  }

  boolean isEnd() {
    return end;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  void durable() {
    done.complete(null);
  }

  void refuse(Reason reason) {
    done.completeExceptionally(new SpoolRefused(reason));
  }
}
