package dev.sluice.quality.fuzz;

import com.google.protobuf.ByteString;
import dev.sluice.e2e.wire.HttpContentEncoding;
import dev.sluice.quality.fuzz.body.BodyExchange;
import dev.sluice.quality.fuzz.body.BodyExchange.Seen;
import dev.sluice.quality.fuzz.body.BodyGenerator;
import dev.sluice.quality.fuzz.body.FuzzBody;
import dev.sluice.quality.fuzz.body.FuzzProcessors;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A target for bodies in content codings. The output must be that of the plain body in the same
 * coding. A mutated body must be rejected in all chunkings or in none.
 */
final class ContentCodingTarget implements FuzzTarget {
  private static final int MAX_MUTATIONS = 3;
  private static final List<HttpContentEncoding> CODINGS =
      List.of(
          HttpContentEncoding.GZIP,
          HttpContentEncoding.DEFLATE,
          HttpContentEncoding.BR,
          HttpContentEncoding.ZSTD);

  private final BodyGenerator bodies;
  private final FuzzProcessors processors;

  ContentCodingTarget(BodyGenerator bodies, FuzzProcessors processors) {
    this.bodies = bodies;
    this.processors = processors;
  }

  @Override
  public String title() {
    return "bodies in content codings";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    FuzzBody plain = random.nextBoolean() ? bodies.json(random) : bodies.events(random);
    HttpContentEncoding coding = CODINGS.get(random.nextInt(CODINGS.size()));
    FuzzBody coded = plain.as(coding.token(), coding.encode(plain.bytes().toByteArray()));
    return random.nextInt(3) == 0 ? mutated(random, coded) : intact(random, plain, coding, coded);
  }

  private Optional<String> intact(
      RandomGenerator random, FuzzBody plain, HttpContentEncoding coding, FuzzBody coded) {
    Seen expected = BodyExchange.run(processors, plain, ChunkEnds.none(plain.bytes().size()));
    return check(
        random,
        coded,
        seen -> {
          if (!seen.end().equals(expected.end())) {
            return Optional.of(seen.end() + " instead of " + expected.end());
          }
          ByteString output = ByteString.copyFrom(coding.decode(seen.output().toByteArray()));
          return isRejected(seen) || output.equals(expected.output())
              ? Optional.empty()
              : Optional.of("another text than of the plain body");
        });
  }

  private Optional<String> mutated(RandomGenerator random, FuzzBody intact) {
    FuzzBody coded = ByteMutator.mutate(random, intact, MAX_MUTATIONS);
    Seen whole = BodyExchange.run(processors, coded, ChunkEnds.none(coded.bytes().size()));
    return check(
        random,
        coded,
        seen ->
            isRejected(seen) == isRejected(whole)
                ? Optional.empty()
                : Optional.of(seen.end() + " instead of " + whole.end()));
  }

  private Optional<String> check(
      RandomGenerator random, FuzzBody coded, Function<Seen, Optional<String>> violation) {
    int length = coded.bytes().size();
    for (List<Integer> ends :
        List.of(
            ChunkEnds.none(length),
            ChunkEnds.random(random, length),
            ChunkEnds.everywhere(length))) {
      Optional<String> wrong = violation.apply(BodyExchange.run(processors, coded, ends));
      if (wrong.isPresent()) {
        return Optional.of(described(coded, ends) + wrong.get());
      }
    }
    return processors.bufferedBytes() == 0
        ? Optional.empty()
        : Optional.of(
            described(coded, List.of()) + processors.bufferedBytes() + " bytes are still buffered");
  }

  /**
   * Returns whether the body was rejected. The status may differ, because a decoder sees the error
   * at another chunk.
   */
  private static boolean isRejected(Seen seen) {
    return !seen.end().equals("ended");
  }

  private static String described(FuzzBody coded, List<Integer> ends) {
    return "%s %s of %d bytes cut at %s: "
        .formatted(coded.coding(), coded.contentType(), coded.bytes().size(), ends);
  }
}
