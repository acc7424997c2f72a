package dev.sluice.bench.load;

/**
 * What streams of one kind gave.
 *
 * @param first from a request to its first event, in nanoseconds
 * @param delays from writing an event to its arrival, in nanoseconds
 * @param held how many characters had not arrived when the next event was written
 */
public record StreamSamples(Samples first, Samples delays, Samples held) {
  public StreamSamples() {
    this(new Samples(), new Samples(), new Samples());
  }
}
