package dev.sluice.extproc.cache;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.ResponseCaching;
import dev.sluice.config.v1.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule that stores the responses of a route.
 *
 * @param place the tenant and service whose purges apply
 * @param publish the id of the publish, because a route may be in several
 * @param methods the methods of the requests, in upper case
 * @param ttl the longest time that a response is served
 * @param perUser true if each user has own entries; else all callers of a tenant share them
 * @param maxEntryBytes the largest body that is stored
 * @param varyHeaders the request headers that belong to the key, in lower case
 * @param tags the tags of every response of the rule
 */
public record CachingRule(
    CachePlace place,
    String publish,
    Set<String> methods,
    Duration ttl,
    boolean perUser,
    int maxEntryBytes,
    List<String> varyHeaders,
    Set<String> tags) {
  public CachingRule {
    methods = Set.copyOf(methods);
    varyHeaders = List.copyOf(varyHeaders);
    tags = Set.copyOf(tags);
  }

  /** Returns the rule of a route; empty if its responses are not stored. */
  public static Optional<CachingRule> of(Publish publish, Route route) {
    if (!route.hasCaching()) {
      return Optional.empty();
    }
    ResponseCaching caching = route.getCaching();
    return Optional.of(
        new CachingRule(
            new CachePlace(publish.getTenant().getId(), route.getTarget()),
            publish.getId(),
            Set.copyOf(caching.getMethodsList()),
            Duration.ofSeconds(caching.getTtlSeconds()),
            caching.getSharing() != ResponseCaching.Sharing.SHARING_TENANT,
            caching.getMaxEntryBytes(),
            caching.getVaryHeadersList(),
            Set.copyOf(caching.getTagsList())));
  }
}
