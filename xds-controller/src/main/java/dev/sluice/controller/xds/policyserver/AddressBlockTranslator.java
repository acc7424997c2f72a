package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.AddressBlock.Action;
import dev.sluice.controller.domain.policyserver.AddressBlock;
import java.time.Instant;

/** A translator of address blocks. */
public final class AddressBlockTranslator {
  private AddressBlockTranslator() {}

  /** Returns the message of an address block. */
  public static dev.sluice.config.v1.AddressBlock translate(AddressBlock block) {
    dev.sluice.config.v1.AddressBlock.Builder translated =
        dev.sluice.config.v1.AddressBlock.newBuilder()
            .setId(block.id())
            .setCidr(block.cidr())
            .setAction(block.allows() ? Action.ACTION_ALLOW : Action.ACTION_DENY);
    block.tenant().map(PublishTranslator::tenant).ifPresent(translated::setTenant);
    block.expires().map(Instant::toEpochMilli).ifPresent(translated::setExpiresAtMs);
    return translated.build();
  }
}
