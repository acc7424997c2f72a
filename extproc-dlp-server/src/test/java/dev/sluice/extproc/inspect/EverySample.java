package dev.sluice.extproc.inspect;

import dev.sluice.extproc.inspect.Samples.Sample;
import java.util.stream.Stream;

/** All samples of all framings. */
public final class EverySample {
  private EverySample() {}

  public static Stream<Sample> all() {
    return Stream.of(
            Samples.all(),
            HostileSamples.all(),
            HostileStreams.all(),
            HardJsonSamples.all(),
            HardStreamSamples.all(),
            InnerJsonSamples.all(),
            LineSamples.all(),
            MultipartSamples.all(),
            HostileParts.all(),
            TokenDetailSamples.all())
        .flatMap(samples -> samples);
  }
}
