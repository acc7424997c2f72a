package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A sample's text as a body; {@link Form#textOf} is the way back. */
public record Rendered(Form form, String body) {

  /** The body differs with the random source: escapes, borders of deltas, shape of the request. */
  public static Rendered render(Sample sample, Form form, Random random) {
    return new Rendered(form, form.write(sample.text(), new SeededRandom(random)));
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
