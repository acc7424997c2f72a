package dev.sluice.extproc.channel;

/**
 * Which text a piece belongs to.
 *
 * @param key tells it from all other texts of a body
 * @param displayName the same without what a body could choose freely, for findings
 * @param group the answer or block that it is a part of, and ends with
 */
public record ChannelName(String key, String displayName, String group) {}
