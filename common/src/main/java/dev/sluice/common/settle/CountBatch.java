package dev.sluice.common.settle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A batch of counts that this server sends to the controller. Once sent it never changes, so that a
 * repeated batch counts once.
 *
 * @param seq the number of the batch, above those of all batches before; 0 if it only asks
 */
public record CountBatch<K>(UUID writer, long seq, Map<K, Long> counts) {
  public CountBatch {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Returns the sum of all counts. */
  public long sum() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
