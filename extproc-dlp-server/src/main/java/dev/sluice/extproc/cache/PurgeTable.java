package dev.sluice.extproc.cache;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.config.v1.CachePurge;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of the purges that the controller has delivered, by what they cover. Its lookups do not
 * depend on the number of purges. It is safe for concurrent use.
 */
public final class PurgeTable {
  private final Map<String, CachePurge> purges = new HashMap<>();
  private volatile Map<PurgeScope, Instant> latest = Map.of();

  /**
   * A scope of a purge. An empty text means every one.
   *
   * @param tenant the id of the provider whose responses are purged
   * @param service the name of a service
   * @param tag a tag of the responses
   */
  private record PurgeScope(String tenant, String service, String tag) {}

  /** Applies a delivery. */
  public synchronized void apply(ResourceChange<CachePurge> change) {
    change.removed().forEach(purges::remove);
    purges.putAll(change.changed());
    Map<PurgeScope, Instant> next = new HashMap<>();
    for (CachePurge purge : purges.values()) {
      next.merge(
          new PurgeScope(purge.getTenant(), purge.getService(), purge.getTag()),
          Instant.ofEpochMilli(purge.getRequestedBeforeMs()),
          (one, other) -> one.isAfter(other) ? one : other);
    }
    latest = Map.copyOf(next);
  }

  /**
   * Returns whether a response is purged.
   *
   * @param tolerance how far the clocks of the response and of the purge may differ
   */
  public boolean covers(StoredResponse response, Duration tolerance) {
    Map<PurgeScope, Instant> known = latest;
    if (known.isEmpty()) {
      return false;
    }
    Instant requestedAt = response.requestedAt().minus(tolerance);
    CachePlace place = response.place();
    return covers(known, place.tenant(), "", response, requestedAt)
        || covers(known, place.tenant(), place.service(), response, requestedAt);
  }

  private static boolean covers(
      Map<PurgeScope, Instant> known,
      String tenant,
      String service,
      StoredResponse response,
      Instant requestedAt) {
    return isBefore(requestedAt, known.get(new PurgeScope(tenant, service, "")))
        || response.tags().stream()
            .anyMatch(
                tag -> isBefore(requestedAt, known.get(new PurgeScope(tenant, service, tag))));
  }

  private static boolean isBefore(Instant requestedAt, @Nullable Instant purge) {
    return purge != null && !requestedAt.isAfter(purge);
  }
}
