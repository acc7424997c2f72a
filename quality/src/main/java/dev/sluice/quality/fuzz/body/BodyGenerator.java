package dev.sluice.quality.fuzz.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import java.util.List;
import java.util.random.RandomGenerator;

/** A generator of bodies with texts of the corpora. */
public final class BodyGenerator {
  private static final int PER_KIND = 20;

  private final List<String> texts =
      Corpus.generate(Corpus.DEFAULT_SEED, PER_KIND).samples().stream().map(Sample::text).toList();

  /** Returns the texts. */
  public List<String> texts() {
    return texts;
  }

  /** Generates a JSON document of a request or a response. */
  public FuzzBody json(RandomGenerator random) {
    BodyDirection direction = random.nextBoolean() ? BodyDirection.REQUEST : BodyDirection.RESPONSE;
    String text = new JsonGenerator(new RandomChoice(random), texts).document();
    return body(direction, "application/json", text);
  }

  /** Generates a response that is an event stream. */
  public FuzzBody events(RandomGenerator random) {
    String text = new EventStreamGenerator(new RandomChoice(random), texts).stream();
    return body(BodyDirection.RESPONSE, "text/event-stream", text);
  }

  private static FuzzBody body(BodyDirection direction, String contentType, String text) {
    return new FuzzBody(direction, contentType, "", ByteString.copyFromUtf8(text));
  }
}
