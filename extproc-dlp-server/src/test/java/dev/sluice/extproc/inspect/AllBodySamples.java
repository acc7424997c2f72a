package dev.sluice.extproc.inspect;

import dev.sluice.extproc.inspect.BodySamples.Sample;
import java.util.stream.Stream;

/** The samples of all framings. */
public final class AllBodySamples {
  private AllBodySamples() {}

  public static Stream<Sample> all() {
    return Stream.of(
            BodySamples.all(),
            AmbiguousBodySamples.all(),
            AmbiguousStreamSamples.all(),
            HardJsonSamples.all(),
            HardStreamSamples.all(),
            EmbeddedJsonSamples.all(),
            LineSamples.all(),
            MultipartSamples.all(),
            AmbiguousPartSamples.all(),
            TokenDetailSamples.all())
        .flatMap(samples -> samples);
  }
}
