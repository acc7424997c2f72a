package dev.sluice.quality.corpus.form;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON parser for the bodies that a client would read. */
final class ChatJsonReader {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ChatJsonReader() {}

  /**
   * Parses the text.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
