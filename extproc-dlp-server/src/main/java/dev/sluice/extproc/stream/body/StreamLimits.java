package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.coding.DecodingLimits;
import java.time.Duration;

/**
 * Bounds of one stream.
 *
 * @param maxBufferBytes the most that an event stream holds back inside its inspection
 * @param maxBodyBytes the largest body that is held whole until its verdict
 * @param maxDecodedRatio the most bytes that a body's content coding may make of one, beyond the
 *     first megabyte
 * @param timeSlice how long it may work while others wait
 */
public record StreamLimits(
    int maxBufferBytes, long maxBodyBytes, int maxDecodedRatio, Duration timeSlice) {
  private static final long DECODED_ANYWAY = 1 << 20;
  private static final Duration TURN = Duration.ofNanos(200_000);

  public StreamLimits(int maxBufferBytes, long maxBodyBytes, int maxDecodedRatio) {
    this(maxBufferBytes, maxBodyBytes, maxDecodedRatio, TURN);
  }

  DecodingLimits decoding(long total) {
    return new DecodingLimits(maxDecodedRatio, DECODED_ANYWAY, total);
  }
}
