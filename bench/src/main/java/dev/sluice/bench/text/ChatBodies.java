package dev.sluice.bench.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A generator of OpenAI chat requests and responses of about a given length. */
public final class ChatBodies {
  private static final int SMALL = 256;
  private static final int MESSAGE = 32;

  private final CleanProse prose;

  public ChatBodies(CleanProse prose) {
    this.prose = prose;
  }

  /** Returns a request; a longer one has more messages. */
  public byte[] request(int bytes, boolean streamed) {
    List<String> messages = new ArrayList<>();
    messages.add(message("system", "You are a helpful assistant. 질문에 친절하게 답하세요."));
    for (int room = bytes - SMALL; room > 0; ) {
      String role = messages.size() % 2 == 1 ? "user" : "assistant";
      String text = fitting(room);
      messages.add(message(role, text));
      room -= utf8(text).length + MESSAGE;
    }
    return utf8(
        """
        {"model":"gpt-4o-mini","messages":[%s],"temperature":0.7,"stream":%s}\
        """
            .formatted(String.join(",", messages), streamed));
  }

  /** Returns a response with one message. */
  public byte[] response(int bytes) {
    var text = new StringBuilder();
    for (int room = bytes - SMALL; room > 0; ) {
      String next = fitting(room) + "\n";
      text.append(next);
      room -= utf8(next).length + 1;
    }
    return utf8(
        """
        {"id":"chatcmpl-A8k2RzQw7Lm","object":"chat.completion","created":1754000000,\
        "model":"gpt-4o-mini","choices":[{"index":0,"message":%s,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":400,"completion_tokens":400,"total_tokens":800}}\
        """
            .formatted(message("assistant", text.toString())));
  }

  private String fitting(int room) {
    String text = prose.next(TextLanguage.MIXED);
    int end = text.length();
    while (end > 0 && utf8(text.substring(0, end)).length > room) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String message(String role, String content) {
    return "{\"role\":\""
        + role
        + "\",\"content\":"
        + JsonMapper.shared().writeValueAsString(content)
        + "}";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
