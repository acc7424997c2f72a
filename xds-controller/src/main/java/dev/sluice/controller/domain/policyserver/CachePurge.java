package dev.sluice.controller.domain.policyserver;

import dev.sluice.controller.domain.PolicyServerEntity;
import java.time.Instant;
import java.util.Optional;

/**
 * A purge of cached responses to requests that came before a time.
 *
 * @param tenant the id of the provider whose responses are purged
 * @param service the name of a service; empty for all
 * @param tag a tag of responses; empty for all
 */
public record CachePurge(
    String id, String tenant, Optional<String> service, Optional<String> tag, Instant before)
    implements PolicyServerEntity {
  @Override
  public String table() {
    return "cache_purges";
  }

  @Override
  public Optional<String> deliveredWith() {
    return Optional.empty();
  }
}
