package dev.sluice.controller.domain;

import java.util.Map;

/**
 * An API that a tenant offers; an inactive one is not served.
 *
 * @param versioning how a caller names a version, as in the row; empty if versions do not select
 *     routes
 */
public record ApiService(
    String id, String tenant, String name, boolean active, Map<String, Object> versioning)
    implements DomainEntity {
  public ApiService {
    versioning = Map.copyOf(versioning);
  }
}
