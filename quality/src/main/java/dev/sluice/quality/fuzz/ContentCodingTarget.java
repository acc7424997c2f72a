package dev.sluice.quality.fuzz;

import com.google.protobuf.ByteString;
import dev.sluice.e2e.wire.WireCoding;
import dev.sluice.quality.fuzz.body.BodyExchange;
import dev.sluice.quality.fuzz.body.BodyExchange.Seen;
import dev.sluice.quality.fuzz.body.BodyGenerator;
import dev.sluice.quality.fuzz.body.FuzzBody;
import dev.sluice.quality.fuzz.body.FuzzProcessors;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A target for bodies in content codings. The output must be that of the plain body in the same
 * coding. A mutated body must be rejected in all chunkings or in none.
 */
final class ContentCodingTarget implements FuzzTarget {
  private static final int MOST_SPOILT = 3;
  private static final List<WireCoding> CODINGS =
      List.of(WireCoding.GZIP, WireCoding.DEFLATE, WireCoding.BR, WireCoding.ZSTD);

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
    WireCoding coding = CODINGS.get(random.nextInt(CODINGS.size()));
    FuzzBody coded = plain.as(coding.token(), coding.encode(plain.bytes().toByteArray()));
    return random.nextInt(3) == 0 ? spoilt(random, coded) : sound(random, plain, coding, coded);
  }

  private Optional<String> sound(
      RandomGenerator random, FuzzBody plain, WireCoding coding, FuzzBody coded) {
    Seen expected = BodyExchange.run(processors, plain, ChunkEnds.none(plain.bytes().size()));
    for (List<Integer> ends : cuts(random, coded)) {
      Seen seen = BodyExchange.run(processors, coded, ends);
      if (!seen.end().equals(expected.end())) {
        return Optional.of(told(coded, ends) + seen.end() + " instead of " + expected.end());
      }
      ByteString output = ByteString.copyFrom(coding.decode(seen.output().toByteArray()));
      if (seen.end().equals("ended") && !output.equals(expected.output())) {
        return Optional.of(told(coded, ends) + "another text than of the plain body");
      }
    }
    return held(coded);
  }

  private Optional<String> spoilt(RandomGenerator random, FuzzBody sound) {
    FuzzBody coded = ByteMutator.spoil(random, sound, MOST_SPOILT);
    Seen whole = BodyExchange.run(processors, coded, ChunkEnds.none(coded.bytes().size()));
    for (List<Integer> ends : cuts(random, coded)) {
      Seen seen = BodyExchange.run(processors, coded, ends);
      if (isRefused(seen) != isRefused(whole)) {
        return Optional.of(told(coded, ends) + seen.end() + " instead of " + whole.end());
      }
    }
    return held(coded);
  }

  /**
   * Returns whether the body was rejected. The status may differ, because a decoder sees the error
   * at another chunk.
   */
  private static boolean isRefused(Seen seen) {
    return !seen.end().equals("ended");
  }

  private static List<List<Integer>> cuts(RandomGenerator random, FuzzBody coded) {
    int length = coded.bytes().size();
    return List.of(
        ChunkEnds.none(length), ChunkEnds.random(random, length), ChunkEnds.everywhere(length));
  }

  private Optional<String> held(FuzzBody coded) {
    return processors.held() == 0
        ? Optional.empty()
        : Optional.of(told(coded, List.of()) + processors.held() + " bytes are still held");
  }

  private static String told(FuzzBody coded, List<Integer> ends) {
    return "%s %s of %d bytes cut at %s: "
        .formatted(coded.coding(), coded.contentType(), coded.bytes().size(), ends);
  }
}
