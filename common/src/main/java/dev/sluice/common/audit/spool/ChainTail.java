package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The end of this folder's chain, which the writing thread moves on. */
final class ChainTail {
  private final WriterIdFile file;
  private @Nullable UUID writer;
  private @Nullable ChainLink last;

  /**
   * @param writer none: one is made with the first record
   * @param last the link that the next record goes on from; none: the first comes next
   */
  ChainTail(WriterIdFile file, @Nullable UUID writer, @Nullable ChainLink last) {
    this.file = file;
    this.writer = writer;
    this.last = last;
  }

  /** Links records to the last one; the chain is moved on only by {@link #advance}. */
  ChainLinker linker() throws IOException {
    UUID known = writer;
    if (known == null) {
      known = file.create();
      writer = known;
    }
    return new ChainLinker(known, last);
  }

  /** Says that the record with this link is durable. */
  void advance(ChainLink link) {
    last = link;
  }
}
