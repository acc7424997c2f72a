package dev.sluice.quality.fuzz;

import com.google.protobuf.ByteString;
import dev.sluice.quality.fuzz.body.Body;
import dev.sluice.quality.fuzz.body.Exchange;
import dev.sluice.quality.fuzz.body.Exchange.Seen;
import dev.sluice.quality.fuzz.body.Processors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Bodies as Envoy sends them, spoilt or not: however cut, the same bytes go on and the same end
 * comes, and nothing is held when it is over.
 */
final class BodyTarget implements Target {
  private static final int MOST_SPOILT = 4;

  private final String title;
  private final Function<RandomGenerator, Body> maker;
  private final Processors processors;

  BodyTarget(String title, Function<RandomGenerator, Body> maker, Processors processors) {
    this.title = title;
    this.maker = maker;
    this.processors = processors;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    Body body = maker.apply(random);
    if (random.nextBoolean()) {
      body = Spoiler.spoil(random, body, MOST_SPOILT);
    }
    int length = body.bytes().size();
    Seen whole = Exchange.run(processors, body, Cuts.none(length));
    for (List<Integer> ends : List.of(Cuts.random(random, length), Cuts.everywhere(length))) {
      Seen cut = Exchange.run(processors, body, ends);
      if (!cut.equals(whole)) {
        return Optional.of(shown(body.bytes()) + " cut at " + ends + ": " + differ(cut, whole));
      }
    }
    return processors.held() == 0
        ? Optional.empty()
        : Optional.of(shown(body.bytes()) + ": " + processors.held() + " bytes are still held");
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
