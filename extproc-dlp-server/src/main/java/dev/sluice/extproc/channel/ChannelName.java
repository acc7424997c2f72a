package dev.sluice.extproc.channel;

/**
 * The name of the text that a piece belongs to.
 *
 * @param key a name that is unique in the body
 * @param displayName the key without parts that a body can choose freely; used in findings
 * @param group the response or block that contains the text and ends with it
 */
public record ChannelName(String key, String displayName, String group) {}
