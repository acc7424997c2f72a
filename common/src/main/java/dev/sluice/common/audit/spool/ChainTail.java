package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  /** Links the records to the last one; the chain is moved on only by {@link #reached}. */
  List<ChainedRecord> link(List<byte[]> records) throws IOException {
    UUID known = writer;
    if (known == null) {
      known = file.make();
      writer = known;
    }
    List<ChainedRecord> linked = new ArrayList<>(records.size());
    Link before = last;
    for (byte[] record : records) {
      before = before == null ? Link.first(known, record) : before.next(record);
      linked.add(new ChainedRecord(before, record));
    }
    return linked;
  }

  /** Says that {@code record} is durable. */
  void reached(ChainedRecord record) {
    last = record.link().orElse(last);
  }
}
