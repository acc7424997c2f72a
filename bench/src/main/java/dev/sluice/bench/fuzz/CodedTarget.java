package dev.sluice.bench.fuzz;

import com.google.protobuf.ByteString;
import dev.sluice.bench.fuzz.body.Bodies;
import dev.sluice.bench.fuzz.body.Body;
import dev.sluice.bench.fuzz.body.Exchange;
import dev.sluice.bench.fuzz.body.Exchange.Seen;
import dev.sluice.bench.fuzz.body.Processors;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Bodies in content codings: what goes on is that of the plain body, in the same coding, however
 * cut; a spoilt one is refused in every cut or in none.
 */
final class CodedTarget implements Target {
  private static final int MOST_SPOILT = 3;
  private static final List<HttpContentEncoding> CODINGS =
      List.of(
          HttpContentEncoding.GZIP,
          HttpContentEncoding.DEFLATE,
          HttpContentEncoding.BR,
          HttpContentEncoding.ZSTD);

  private final Bodies bodies;
  private final Processors processors;

  CodedTarget(Bodies bodies, Processors processors) {
    this.bodies = bodies;
    this.processors = processors;
  }

  @Override
  public String title() {
    return "bodies in content codings";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    Body plain = random.nextBoolean() ? bodies.json(random) : bodies.events(random);
    HttpContentEncoding coding = CODINGS.get(random.nextInt(CODINGS.size()));
    Body coded = plain.as(coding.token(), coding.encode(plain.bytes().toByteArray()));
    return random.nextInt(3) == 0 ? spoilt(random, coded) : sound(random, plain, coding, coded);
  }

  private Optional<String> sound(
      RandomGenerator random, Body plain, HttpContentEncoding coding, Body coded) {
    Seen expected = Exchange.run(processors, plain, Cuts.none(plain.bytes().size()));
    for (List<Integer> ends : cuts(random, coded)) {
      Seen seen = Exchange.run(processors, coded, ends);
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

  private Optional<String> spoilt(RandomGenerator random, Body sound) {
    Body coded = Spoiler.spoil(random, sound, MOST_SPOILT);
    Seen whole = Exchange.run(processors, coded, Cuts.none(coded.bytes().size()));
    for (List<Integer> ends : cuts(random, coded)) {
      Seen seen = Exchange.run(processors, coded, ends);
      if (isRefused(seen) != isRefused(whole)) {
        return Optional.of(told(coded, ends) + seen.end() + " instead of " + whole.end());
      }
    }
    return held(coded);
  }

  /** By what is left to chance: where a decoder sees the break depends on what it was given. */
  private static boolean isRefused(Seen seen) {
    return !seen.end().equals("ended");
  }

  private static List<List<Integer>> cuts(RandomGenerator random, Body coded) {
    int length = coded.bytes().size();
    return List.of(Cuts.none(length), Cuts.random(random, length), Cuts.everywhere(length));
  }

  private Optional<String> held(Body coded) {
    return processors.held() == 0
        ? Optional.empty()
        : Optional.of(told(coded, List.of()) + processors.held() + " bytes are still held");
  }

  private static String told(Body coded, List<Integer> ends) {
    return "%s %s of %d bytes cut at %s: "
        .formatted(coded.coding(), coded.contentType(), coded.bytes().size(), ends);
  }
}
