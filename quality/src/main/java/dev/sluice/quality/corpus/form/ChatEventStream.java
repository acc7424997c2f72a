package dev.sluice.quality.corpus.form;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A chat response as server-sent events, with the text cut into their deltas. */
public final class ChatEventStream {

  private static final String DATA = "data:";

  private ChatEventStream() {}

  public static String write(String text, SeededRandom random) {
    JsonEscaping quoting = random.pick(List.of(JsonEscaping.values()));
    String head =
        DATA
            + " {\"id\":\"chatcmpl-"
            + random.text(SeededRandom.ALPHANUMERIC, 24)
            + "\",\"object\":\"chat.completion.chunk\",\"created\":1754000000,\"model\":\"gpt-4o-mini\""
            + ",\"choices\":[{\"index\":0,\"delta\":";
    StringBuilder body = new StringBuilder(head);
    body.append("{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n");
    int longest = random.pick(List.of(1, 3, 6, 6, 12, 40));
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at, random.between(1, longest));
      body.append(head)
          .append("{\"content\":")
          .append(quoting.quote(text.substring(at, end), random));
      body.append("},\"finish_reason\":null}]}\n\n");
      at = end;
    }
    body.append(head).append("{},\"finish_reason\":\"stop\"}]}\n\n");
    return body.append(DATA).append(" [DONE]\n\n").toString();
  }

  /** Returns the joined deltas, also of a stream that was cut off. */
  public static String read(String body) {
    StringBuilder text = new StringBuilder();
    for (String line : body.split("\r\n|\r|\n")) {
      String data = line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
      if (data.startsWith("{")) {
        JsonNode delta = ChatJsonReader.read(data).path("choices").path(0).path("delta");
        text.append(delta.path("content").stringValue(""));
      }
    }
    return text.toString();
  }

  private static int end(String text, int start, int points) {
    int end = start;
    for (int i = 0; i < points && end < text.length(); i++) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }
}
