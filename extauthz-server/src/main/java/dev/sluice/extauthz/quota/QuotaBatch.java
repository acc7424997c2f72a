package dev.sluice.extauthz.quota;

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
public record QuotaBatch(UUID writer, long seq, Map<QuotaKey, Long> counts) {
  public QuotaBatch {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Returns the sum of all counts. */
  long requests() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
