package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The text of a sample as a body; {@link BodyForm#textOf} is the way back. */
public record RenderedSample(BodyForm form, String body) {

  /** Renders a body. Escapes, cuts between deltas and the shape of the request are random. */
  public static RenderedSample render(Sample sample, BodyForm form, Random random) {
    return new RenderedSample(form, form.write(sample.text(), new SeededRandom(random)));
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
