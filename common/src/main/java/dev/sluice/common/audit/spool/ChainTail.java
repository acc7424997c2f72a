package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The end of the spool's chain, which the writing thread advances. */
final class ChainTail {
  private final WriterIdFile file;
  private @Nullable UUID writer;
  private @Nullable ChainLink last;

  /**
   * Creates a tail.
   *
   * @param writer the writer id; null to create one with the first record
   * @param last the last link; null for a new chain
   */
  ChainTail(WriterIdFile file, @Nullable UUID writer, @Nullable ChainLink last) {
    this.file = file;
    this.writer = writer;
    this.last = last;
  }

  /** Returns a linker that continues the chain; only {@link #advance} moves the tail. */
  ChainLinker linker() throws IOException {
    UUID known = writer;
    if (known == null) {
      known = file.create();
      writer = known;
    }
    return new ChainLinker(known, last);
  }

  /** Advances the tail after the record with this link became durable. */
  void advance(ChainLink link) {
    last = link;
  }
}
