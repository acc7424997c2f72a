package dev.sluice.extproc.stream;

/**
 * Bounds of one stream.
 *
 * @param maxBufferBytes the most that an event stream holds back inside its inspection
 * @param maxBodyBytes the largest body that is held whole until its verdict
 */
public record StreamLimits(int maxBufferBytes, long maxBodyBytes) {}
