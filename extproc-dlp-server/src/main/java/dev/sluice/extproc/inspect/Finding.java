package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.Action;

/**
 * That a rule matched, and where; never what it matched.
 *
 * @param rule the rule's id
 * @param kind the rule's kind
 * @param channel the text channel, such as {@code choices[0].delta.content}
 * @param offset where the match starts in the channel, in UTF-8 bytes of its decoded text
 * @param length the length of the match in the same unit
 * @param action what the rule asks for
 */
public record Finding(
    String rule, String kind, String channel, long offset, int length, Action action) {}
