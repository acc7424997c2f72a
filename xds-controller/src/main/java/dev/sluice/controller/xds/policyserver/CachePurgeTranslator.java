package dev.sluice.controller.xds.policyserver;

import dev.sluice.controller.domain.policyserver.CachePurge;

/** A translator of cache purges. */
public final class CachePurgeTranslator {
  private CachePurgeTranslator() {}

  /** Returns the message of a purge. */
  public static dev.sluice.config.v1.CachePurge translate(CachePurge purge) {
    return dev.sluice.config.v1.CachePurge.newBuilder()
        .setId(purge.id())
        .setTenant(purge.tenant())
        .setService(purge.service().orElse(""))
        .setTag(purge.tag().orElse(""))
        .setRequestedBeforeMs(purge.before().toEpochMilli())
        .build();
  }
}
