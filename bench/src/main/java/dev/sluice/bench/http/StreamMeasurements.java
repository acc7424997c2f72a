package dev.sluice.bench.http;

import dev.sluice.bench.load.MeasuredValues;

/**
 * The measurements of streams with the same script.
 *
 * @param first from a request to its first event, in nanoseconds
 * @param delays from the write of an event to its arrival, in nanoseconds
 * @param held how many characters had not arrived at the write of the next event
 */
public record StreamMeasurements(MeasuredValues first, MeasuredValues delays, MeasuredValues held) {
  public StreamMeasurements() {
    this(new MeasuredValues(), new MeasuredValues(), new MeasuredValues());
  }
}
