package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import java.util.Optional;

/**
 * That a rule matched, and where; never what it matched.
 *
 * @param direction of the body that it was found in
 * @param rule the rule's id
 * @param kind what it is: the name of a recognizer, or the rule's
 * @param channel the text channel, such as {@code choices[0].delta.content}
 * @param offset where the match starts in the channel, in UTF-8 bytes of its decoded text
 * @param length the length of the match in the same unit
 * @param action what the rule asks for
 * @param hash that of the value under the server's key, of the tenant alone; empty without a key
 */
public record DlpFinding(
    BodyDirection direction,
    String rule,
    String kind,
    String channel,
    long offset,
    int length,
    RuleAction action,
    Optional<String> hash) {}
