package dev.sluice.extauthz.decision.outcome;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.block.NetworkRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The basis of a decision besides the request, its route and its caller, for its record.
 *
 * @param journal the rules for the record
 * @param claims the claims of the token; null if the caller is not known, or has no token
 * @param addressRows the rows of the controller that concern the address of the client
 * @param shadow what the shadow policy decides; null if there is none for this request
 */
public record DecisionBasis(
    JournalRules journal,
    @Nullable Claims claims,
    List<NetworkRule> addressRows,
    @Nullable ShadowOutcome shadow) {
  /** An empty basis. */
  public static final DecisionBasis NONE =
      new DecisionBasis(JournalRules.NONE, null, List.of(), null);

  public DecisionBasis {
    addressRows = List.copyOf(addressRows);
  }
}
