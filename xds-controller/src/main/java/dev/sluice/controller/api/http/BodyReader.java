package dev.sluice.controller.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of JSON bodies with limits on their size, depth and texts. */
public final class BodyReader {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_TEXT = 200_000;
  private static final int MAX_NUMBER = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BodyReader() {}

  /** Reads a body; an empty one is absent. */
  public static Optional<JsonNode> read(InputStream in, String type, boolean patch)
      throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw ProblemException.of(
          ProblemType.TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes.");
    }
    if (bytes.length == 0) {
      return Optional.empty();
    }
    requireType(type, patch);
    return Optional.of(parse(bytes));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode body = JSON.readTree(bytes);
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(JSON.writeValueAsString(body))) {
        throw ProblemException.of(
            ProblemType.INVALID_REQUEST,
            "A text has one half of a surrogate pair; write the whole character.");
      }
      return body;
    } catch (JacksonException e) {
      throw ProblemException.of(ProblemType.INVALID_REQUEST, message(e.getLocation()));
    }
  }

  private static String message(@Nullable TokenStreamLocation place) {
    return place == null
        ? "The body exceeds the limits of depth or length."
        : "The body is not valid JSON at line %d, column %d."
            .formatted(place.getLineNr(), place.getColumnNr());
  }

  private static void requireType(String type, boolean patch) {
    String media = type.split(";", 2)[0].trim();
    boolean fits =
        media.equalsIgnoreCase("application/json")
            || (patch && media.equalsIgnoreCase("application/merge-patch+json"));
    if (!fits) {
      throw ProblemException.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          patch
              ? "Send the body as application/merge-patch+json."
              : "Send the body as application/json.");
    }
  }
}
