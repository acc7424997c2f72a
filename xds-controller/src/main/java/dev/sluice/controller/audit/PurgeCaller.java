package dev.sluice.controller.audit;

import org.jspecify.annotations.Nullable;

/** A caller of a purge, as the change record names it. */
record PurgeCaller(
    String actor,
    @Nullable String clientIp,
    @Nullable String userAgent,
    @Nullable String method,
    @Nullable String path,
    @Nullable String correlationId) {
  /** The controller itself, for the daily purge. */
  static final PurgeCaller DAILY = new PurgeCaller("audit-retention", null, null, null, null, null);
}
