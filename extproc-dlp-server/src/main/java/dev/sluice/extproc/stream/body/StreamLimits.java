package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.coding.DecodingLimits;
import java.time.Duration;

/**
 * The limits of one stream.
 *
 * @param maxBufferBytes the most bytes that the inspection of an event stream holds
 * @param maxBodyBytes the largest body that is held until its verdict
 * @param maxDecodedRatio the most decoded bytes per coded byte, beyond the first megabyte
 * @param maxMessageBytes the most bytes of a body in one message of Envoy
 * @param maxCodedBytes the most bytes of a coded body that wait for its end although it is not
 *     held, so that an unchanged one leaves as it arrived
 * @param timeSlice the time that a stream may work while others wait
 */
public record StreamLimits(
    int maxBufferBytes,
    long maxBodyBytes,
    int maxDecodedRatio,
    int maxMessageBytes,
    int maxCodedBytes,
    Duration timeSlice) {
  private static final long DECODED_ANYWAY = 1 << 20;
  private static final Duration DEFAULT_TIME_SLICE = Duration.ofNanos(200_000);

  public StreamLimits(
      int maxBufferBytes,
      long maxBodyBytes,
      int maxDecodedRatio,
      int maxMessageBytes,
      int maxCodedBytes) {
    this(
        maxBufferBytes,
        maxBodyBytes,
        maxDecodedRatio,
        maxMessageBytes,
        maxCodedBytes,
        DEFAULT_TIME_SLICE);
  }

  DecodingLimits decoding(long total) {
    return new DecodingLimits(maxDecodedRatio, DECODED_ANYWAY, total);
  }
}
