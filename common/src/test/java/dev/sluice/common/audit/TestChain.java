package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A linker of records for tests, which works like the spool of one writer. */
public final class TestChain {
  private final UUID writer = UUID.randomUUID();
  private final ChainLinker linker = new ChainLinker(writer, null);

  public UUID writer() {
    return writer;
  }

  public List<ChainedRecord> link(SpoolRecord... records) {
    return Arrays.stream(records).map(this::link).toList();
  }

  public ChainedRecord link(SpoolRecord record) {
    byte[] bytes = record.json();
    put(linker, bytes);
    return new ChainedRecord(linker.last(), bytes);
  }

  /** Returns the link of a record behind another one. */
  public static ChainLink after(ChainLink before, byte[] record) {
    ChainLinker linker = new ChainLinker(before.writer(), before);
    put(linker, record);
    return linker.last();
  }

  private static void put(ChainLinker linker, byte[] record) {
    linker.put(
        ByteBuffer.allocate(ChainLink.SIZE + record.length).put(ChainLink.SIZE, record),
        record.length);
  }
}
