package dev.sluice.bench.fuzz.body;

import com.google.protobuf.ByteString;
import dev.sluice.bench.detection.corpus.Corpus;
import dev.sluice.bench.detection.corpus.Sample;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes bodies whose texts are those of the corpora. */
public final class Bodies {
  private static final int PER_KIND = 20;

  private final List<String> texts =
      Corpus.generate(Corpus.DEFAULT_SEED, PER_KIND).samples().stream().map(Sample::text).toList();

  /** The texts. */
  public List<String> texts() {
    return texts;
  }

  /** A document, of a request or of an answer. */
  public Body json(RandomGenerator random) {
    BodyDirection direction = random.nextBoolean() ? BodyDirection.REQUEST : BodyDirection.RESPONSE;
    String text = new JsonText(new Pick(random), texts).document();
    return body(direction, "application/json", text);
  }

  /** An answer that is an event stream. */
  public Body events(RandomGenerator random) {
    String text = new EventText(new Pick(random), texts).stream();
    return body(BodyDirection.RESPONSE, "text/event-stream", text);
  }

  private static Body body(BodyDirection direction, String contentType, String text) {
    return new Body(direction, contentType, "", ByteString.copyFromUtf8(text));
  }
}
