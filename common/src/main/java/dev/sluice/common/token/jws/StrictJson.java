package dev.sluice.common.token.jws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A strict parser of untrusted JSON objects: UTF-8 only, no duplicate members, no half surrogate
 * pairs, nothing behind the object, and small.
 */
public final class StrictJson {
  private static final int MAX_BYTES = 64 * 1024;
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final char REPLACEMENT = '\uFFFD';
  private static final String ESCAPE = "\\u";
  private static final ThreadLocal<CharsetEncoder> ENCODERS =
      ThreadLocal.withInitial(StandardCharsets.UTF_8::newEncoder);
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(40)
                          .maxStringLength(MAX_BYTES)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(OBJECT);

  private StrictJson() {}

  public static Map<String, Object> object(byte[] json) throws InvalidTokenException {
    try {
      String text = text(json);
      Map<String, Object> object = READER.readValue(text);
      if (object != null && (text.indexOf(ESCAPE) < 0 || isWellFormed(object))) {
        return object;
      }
    } catch (JacksonException | CharacterCodingException e) {
      // Either message would quote the input.
      throw new InvalidTokenException(TokenError.JSON);
    }
    throw new InvalidTokenException(TokenError.JSON);
  }

  /** Returns whether all texts are Unicode. An escape can name half of a surrogate pair. */
  private static boolean isWellFormed(@Nullable Object value) {
    return switch (value) {
      case String text -> ENCODERS.get().canEncode(text);
      case List<?> list -> list.stream().allMatch(StrictJson::isWellFormed);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .allMatch(entry -> isWellFormed(entry.getKey()) && isWellFormed(entry.getValue()));
      case null, default -> true;
    };
  }

  /**
   * Decodes UTF-8. Invalid bytes become a replacement character, which valid text rarely contains,
   * so only then the strict decoder runs.
   */
  private static String text(byte[] json) throws CharacterCodingException {
    String text = new String(json, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }
}
