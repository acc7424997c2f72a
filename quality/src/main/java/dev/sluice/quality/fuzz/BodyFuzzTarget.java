package dev.sluice.quality.fuzz;

import com.google.protobuf.ByteString;
import dev.sluice.quality.fuzz.body.BodyExchange;
import dev.sluice.quality.fuzz.body.BodyExchange.Seen;
import dev.sluice.quality.fuzz.body.FuzzBody;
import dev.sluice.quality.fuzz.body.FuzzProcessors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A target for bodies, mutated or not. Output and end must be the same in all chunkings, and no
 * byte may stay buffered.
 */
final class BodyFuzzTarget implements FuzzTarget {
  private static final int MAX_MUTATIONS = 4;

  private final String title;
  private final Function<RandomGenerator, FuzzBody> generator;
  private final FuzzProcessors processors;

  BodyFuzzTarget(
      String title, Function<RandomGenerator, FuzzBody> generator, FuzzProcessors processors) {
    this.title = title;
    this.generator = generator;
    this.processors = processors;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    FuzzBody body = generator.apply(random);
    if (random.nextBoolean()) {
      body = ByteMutator.mutate(random, body, MAX_MUTATIONS);
    }
    int length = body.bytes().size();
    Seen whole = BodyExchange.run(processors, body, ChunkEnds.none(length));
    for (List<Integer> ends :
        List.of(ChunkEnds.random(random, length), ChunkEnds.everywhere(length))) {
      Seen cut = BodyExchange.run(processors, body, ends);
      if (!cut.equals(whole)) {
        return Optional.of(shown(body.bytes()) + " cut at " + ends + ": " + differ(cut, whole));
      }
    }
    return processors.bufferedBytes() == 0
        ? Optional.empty()
        : Optional.of(
            shown(body.bytes()) + ": " + processors.bufferedBytes() + " bytes are still buffered");
  }

  private static String differ(Seen cut, Seen whole) {
    return cut.end().equals(whole.end())
        ? cut.output().toStringUtf8() + " instead of " + whole.output().toStringUtf8()
        : cut.end() + " instead of " + whole.end();
  }

  private static String shown(ByteString bytes) {
    return bytes.isValidUtf8()
        ? bytes.toStringUtf8().replace("\n", "⏎").replace("\r", "␍")
        : Arrays.toString(bytes.toByteArray());
  }
}
