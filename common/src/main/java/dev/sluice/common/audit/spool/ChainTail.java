package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.Link;
import dev.sluice.common.audit.chain.Linker;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The end of this folder's chain, which the writing thread moves on. */
final class ChainTail {
  private final WriterFile file;
  private @Nullable UUID writer;
  private @Nullable Link last;

  /**
   * @param writer none: one is made with the first record
   * @param last the link that the next record goes on from; none: the first comes next
   */
  ChainTail(WriterFile file, @Nullable UUID writer, @Nullable Link last) {
    this.file = file;
    this.writer = writer;
    this.last = last;
  }

  /** Links records to the last one; the chain is moved on only by {@link #reached}. */
  Linker linker() throws IOException {
    UUID known = writer;
    if (known == null) {
      known = file.make();
      writer = known;
    }
    return new Linker(known, last);
  }

  /** Says that the record with this link is durable. */
  void reached(Link link) {
    last = link;
  }
}
