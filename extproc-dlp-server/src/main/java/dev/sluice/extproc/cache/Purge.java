package dev.sluice.extproc.cache;

import dev.sluice.config.v1.CachePurge;
import java.time.Instant;
import java.util.Set;

/**
 * A purge of responses that were requested before a time. An empty text means every one.
 *
 * @param tenant the id of the provider whose responses are purged
 * @param service the name of a service
 * @param tag a tag of the responses
 */
public record Purge(String tenant, String service, String tag, Instant time) {

  /** Returns the purge that the controller delivers. */
  static Purge of(CachePurge purge) {
    return new Purge(
        purge.getTenant(),
        purge.getService(),
        purge.getTag(),
        Instant.ofEpochMilli(purge.getRequestedBeforeMs()));
  }

  /** Returns true if a response to a request at {@code requestedAt} is purged. */
  boolean covers(CachePlace place, Set<String> tags, Instant requestedAt) {
    return !requestedAt.isAfter(time)
        && tenant.equals(place.tenant())
        && (service.isEmpty() || service.equals(place.service()))
        && (tag.isEmpty() || tags.contains(tag));
  }
}
