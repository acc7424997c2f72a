package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that an earlier process left in the directory.
 *
 * @param end the position behind the last intact record, where durable content ends
 * @param last the link of that record
 */
record SpoolRecovery(SpoolPosition end, @Nullable ChainLink last) {
  private static final Logger log = LoggerFactory.getLogger(SpoolRecovery.class);

  /**
   * Finds the last intact record in the newest segment that has one, and truncates everything
   * behind it, which a killed process left.
   */
  static SpoolRecovery of(SpoolDirectory directory, ByteBuffer buffer) throws IOException {
    NavigableMap<Long, Long> newestFirst = directory.segments().descendingMap();
    for (Map.Entry<Long, Long> segment : newestFirst.entrySet()) {
      try (SegmentFrameReader cursor =
          directory.read(segment.getKey(), 0, segment.getValue(), buffer)) {
        ChainedRecord found = null;
        long end = 0;
        for (ChainedRecord next = cursor.next(); next != null; next = cursor.next()) {
          found = next;
          end = cursor.offset();
        }
        if (found != null) {
          directory.truncate(segment.getKey(), end);
          directory.sync();
          return new SpoolRecovery(
              new SpoolPosition(segment.getKey(), end), found.link().orElse(null));
        }
      }
      directory.delete(segment.getKey());
    }
    return new SpoolRecovery(SpoolPosition.START, null);
  }

  /**
   * Returns the tail of the chain. If a reader is beyond the last record, records were lost and a
   * new writer id begins, because their numbers must not be used again.
   *
   * @param read the furthest position of a reader
   */
  ChainTail chainTail(WriterIdFile file, SpoolPosition read) throws IOException {
    Optional<UUID> named = file.read();
    ChainLink link = last;
    boolean lost = link == null ? named.isPresent() : read.compareTo(end) > 0;
    if (lost) {
      log.warn("The last records of the spool are lost; a new writer starts a new chain");
      return new ChainTail(file, null, null);
    }
    if (link == null) {
      return new ChainTail(file, null, null);
    }
    UUID writer = named.orElse(link.writer());
    return new ChainTail(file, writer, writer.equals(link.writer()) ? link : null);
  }
}
