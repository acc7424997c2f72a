package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Link;
import dev.sluice.common.audit.spool.SpoolRecord;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Links records for tests, as one writer's spool does. */
public final class TestChain {
  private final UUID writer = UUID.randomUUID();
  private @Nullable Link last;

  public UUID writer() {
    return writer;
  }

  public List<ChainedRecord> link(SpoolRecord... records) {
    return Arrays.stream(records).map(this::link).toList();
  }

  public ChainedRecord link(SpoolRecord record) {
    byte[] bytes = record.json();
    Link link = last == null ? Link.first(writer, bytes) : last.next(bytes);
    last = link;
    return new ChainedRecord(link, bytes);
  }
}
