package dev.sluice.controller.audit;

import org.jspecify.annotations.Nullable;

/** Who wants a purge, as it will stand in the record of changes. */
record PurgeCaller(
    String actor,
    @Nullable String clientIp,
    @Nullable String userAgent,
    @Nullable String method,
    @Nullable String path,
    @Nullable String correlationId) {
  /** The controller itself, every day. */
  static final PurgeCaller DAILY = new PurgeCaller("audit-retention", null, null, null, null, null);
}
