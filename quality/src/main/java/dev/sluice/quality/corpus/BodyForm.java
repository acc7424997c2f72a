package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.form.ChatEventStream;
import dev.sluice.quality.corpus.form.ChatRequestBody;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;

/** The form of a body that carries a text. */
public enum BodyForm {
  PLAIN("text/plain; charset=utf-8") {
    @Override
    String write(String text, SeededRandom random) {
      return text;
    }

    @Override
    String read(String body) {
      return body;
    }
  },
  JSON("application/json") {
    @Override
    String write(String text, SeededRandom random) {
      return ChatRequestBody.write(text, random);
    }

    @Override
    String read(String body) {
      return ChatRequestBody.read(body);
    }
  },
  SSE("text/event-stream") {
    @Override
    String write(String text, SeededRandom random) {
      return ChatEventStream.write(text, random);
    }

    @Override
    String read(String body) {
      return ChatEventStream.read(body);
    }
  };

  private final String contentType;

  BodyForm(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * Returns the text that a client reads in this body, masked or not.
   *
   * @throws IllegalArgumentException if the body is not of this form
   */
  public String textOf(byte[] body) {
    return read(new String(body, StandardCharsets.UTF_8));
  }

  abstract String write(String text, SeededRandom random);

  abstract String read(String body);
}
