package dev.sluice.quality.corpus.form;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A chat request in JSON with the text as its last message. */
public final class ChatRequestBody {

  private ChatRequestBody() {}

  public static String write(String text, SeededRandom random) {
    JsonEscaping quoting = random.pick(List.of(JsonEscaping.values()));
    String quoted = quoting.quote(text, random);
    String content = random.percent(70) ? quoted : "[{\"type\":\"text\",\"text\":" + quoted + "}]";
    String system = quoting.quote("You are a helpful assistant. 한국어로 답해 주세요.", random);
    String body =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"system\",\"content\":"
            + system
            + "},{\"role\":\"user\",\"content\":"
            + content
            + "}],\"temperature\":0."
            + random.between(1, 9)
            + ",\"stream\":"
            + random.percent(50)
            + "}";
    return random.percent(30) ? body.replace("},{\"role\"", "},\n  {\"role\"") : body;
  }

  /** Returns the text of the last message. */
  public static String read(String body) {
    JsonNode messages = ChatJsonReader.read(body).path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    if (content.isString()) {
      return content.stringValue();
    }
    if (!content.isArray()) {
      throw new IllegalArgumentException("no message with a text");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").stringValue("")));
    return text.toString();
  }
}
