package dev.sluice.e2e.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The responses of the stub model to prompts, split into deltas. */
public final class StubCompletions {
  /** The words in a prompt for a response with personal data, split over many small deltas. */
  public static final String RECORD_PROMPT = "customer record";

  /** The words in a prompt for a response that repeats the prompt. */
  public static final String REPEAT_PROMPT = "repeat after me";

  /** The words in a prompt for a response with a secret. */
  public static final String SECRET_PROMPT = "deploy key";

  public static final String SECRET = "AKIA" + "IOSFODNN7EXAMPLE";

  public static final String EMAIL = "ann.example@example.com";
  public static final String CARD = "4111 1111 1111 1111";
  public static final String RECORD =
      "The customer is Ann Example, reached at "
          + EMAIL
          + ", and she pays with the card "
          + CARD
          + " every month.";
  public static final String CLEAN =
      "Rivers carry rain from the hills to the sea, and on their way they water the fields, turn the"
          + " mills and keep the towns alive.";

  /** The words in a prompt for a response with Korean personal data. */
  public static final String KOREAN_RECORD_PROMPT = "고객 기록";

  public static final String KOREAN_RRN = "900101-1234568";
  public static final String KOREAN_PHONE = "010-1234-5678";
  public static final String KOREAN_RECORD =
      "고객 김민수님의 주민등록번호는 " + KOREAN_RRN + "이고, 전화번호는 " + KOREAN_PHONE + "입니다.";

  private static final int PIECE = 3;

  private StubCompletions() {}

  /** Returns the deltas of the response to the last message (or the prompt) of a request. */
  static List<String> completionFor(JsonNode request) {
    List<String> pieces = pieces(question(request).strip());
    int limit = request.path("max_tokens").asInt(0);
    return limit > 0 && limit < pieces.size() ? pieces.subList(0, limit) : pieces;
  }

  private static List<String> pieces(String question) {
    String asked = question.toLowerCase(Locale.ROOT);
    if (asked.contains(REPEAT_PROMPT)) {
      return split(question);
    }
    if (asked.contains(SECRET_PROMPT)) {
      return split("The key to deploy with is " + SECRET + ", and it is old.");
    }
    if (asked.contains(KOREAN_RECORD_PROMPT)) {
      return split(KOREAN_RECORD);
    }
    return asked.contains(RECORD_PROMPT) ? split(RECORD) : words(CLEAN);
  }

  /** Returns an estimate of the prompt tokens: the number of words of the request. */
  static int promptTokens(JsonNode request) {
    StringBuilder all = new StringBuilder();
    for (String key : List.of("messages", "prompt", "input", "system", "instructions")) {
      all.append(text(request.path(key)));
    }
    return words(all.toString()).size();
  }

  private static String question(JsonNode request) {
    for (String key : List.of("messages", "input")) {
      JsonNode items = request.path(key);
      if (items.isArray() && !items.isEmpty()) {
        return text(items.get(items.size() - 1));
      }
    }
    return text(request.path("input")) + text(request.path("prompt"));
  }

  private static String text(JsonNode node) {
    if (node.isString()) {
      return node.stringValue() + " ";
    }
    StringBuilder all = new StringBuilder();
    if (node.isObject()) {
      all.append(text(node.path("content"))).append(text(node.path("text")));
    } else {
      node.forEach(part -> all.append(text(part)));
    }
    return all.toString();
  }

  /** Splits a text into words, each with the space after it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split(" ")) {
      words.add(word + " ");
    }
    return words;
  }

  /** Splits a text into deltas of a few characters. */
  static List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); at += PIECE) {
      pieces.add(text.substring(at, Math.min(text.length(), at + PIECE)));
    }
    return pieces;
  }
}
