package dev.sluice.extauthz.server.resource;

import dev.sluice.config.v1.AddressBlock;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.NetworkRule;
import java.util.Set;

/** A reader of address blocks from the controller. */
public final class AddressBlockReader {
  private static final String KIND = "address:";

  private AddressBlockReader() {}

  /**
   * Reads an address block.
   *
   * @throws IllegalArgumentException if it is invalid; the message names it and the fault
   */
  public static NetworkRule read(String id, AddressBlock block) {
    return new NetworkRule(
        KIND + id, network(id, block), allows(id, block), tenants(block), end(block));
  }

  private static CidrBlock network(String id, AddressBlock block) {
    return switch (CidrBlock.parse(block.getCidr())) {
      case CidrBlock.ParseResult.Parsed(CidrBlock cidr) -> cidr;
      case CidrBlock.ParseResult.Rejected(String reason) -> throw invalid(id, "its cidr " + reason);
    };
  }

  private static boolean allows(String id, AddressBlock block) {
    return switch (block.getAction()) {
      case ACTION_ALLOW -> true;
      case ACTION_DENY -> false;
      case ACTION_UNSPECIFIED, UNRECOGNIZED -> throw invalid(id, "its action is not known");
    };
  }

  private static Set<String> tenants(AddressBlock block) {
    return block.hasTenant() ? TenantNames.of(block.getTenant()) : Set.of();
  }

  private static long end(AddressBlock block) {
    return block.getExpiresAtMs() == 0 ? Long.MAX_VALUE : block.getExpiresAtMs();
  }

  private static IllegalArgumentException invalid(String id, String fault) {
    return new IllegalArgumentException("address block " + id + ": " + fault);
  }
}
