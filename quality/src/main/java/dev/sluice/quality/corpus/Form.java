package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.form.ChatEvents;
import dev.sluice.quality.corpus.form.ChatRequest;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;

/** How a text travels. */
public enum Form {
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
      return ChatRequest.write(text, random);
    }

    @Override
    String read(String body) {
      return ChatRequest.read(body);
    }
  },
  SSE("text/event-stream") {
    @Override
    String write(String text, SeededRandom random) {
      return ChatEvents.write(text, random);
    }

    @Override
    String read(String body) {
      return ChatEvents.read(body);
    }
  };

  private final String contentType;

  Form(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * The text that a reader has of this body, masked or not; IllegalArgumentException for a body
   * that is not of this form.
   */
  public String textOf(byte[] body) {
    return read(new String(body, StandardCharsets.UTF_8));
  }

  abstract String write(String text, SeededRandom random);

  abstract String read(String body);
}
