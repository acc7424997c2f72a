package dev.sluice.extauthz.block;

import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.BlockingSettings;

/** A listener for clients that were blocked. */
@FunctionalInterface
public interface BlockListener {
  /** Handles a block of a network: one IPv4 address, or the first 64 bits of an IPv6 address. */
  void onBlocked(CidrBlock network, BlockingSettings settings);
}
