package dev.sluice.e2e.client;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An assembler of the text of a streamed chat response. */
public final class ChatTextAssembler {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ChatTextAssembler() {}

  public static String assemble(List<StreamedResponse.StreamEvent> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(e -> text.append(e.text()));
    return text.toString();
  }

  /** Returns the text of a complete event stream. */
  public static String assembleEvents(String stream) {
    StringBuilder text = new StringBuilder();
    stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .forEach(line -> text.append(delta(line.substring("data: ".length()))));
    return text.toString();
  }

  static String delta(String data) {
    try {
      return MAPPER
          .readTree(data)
          .path("choices")
          .path(0)
          .path("delta")
          .path("content")
          .asString("");
    } catch (JacksonException e) {
      return "";
    }
  }
}
