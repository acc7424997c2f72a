package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.stub.StubCompletions;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of response bodies: the bytes before, around and after the pieces of a text. */
enum ResponseBodyShape {
  CHAT("", chat("\"content\":\"~\""), "data: [DONE]\n\n"),
  CHAT_OF_CARRIAGE_RETURNS(
      "\uFEFF: hello\r\n\r\n",
      "id: 7\r\n" + chat("\"content\":\"~\"").replace("\n", "\r\n"),
      "data: [DONE]\r\n\r\n"),
  CHAT_OF_TWO(
      "",
      chat("\"content\":\"~\"") + chat("\"content\":\"~\"").replace(":0,", ":1,"),
      "data: [DONE]\n\n"),
  REASONING("", chat("\"content\":\"\",\"reasoning_content\":\"~\""), "data: [DONE]\n\n"),
  TOOL_CALL(tool("{\\\"note\\\":\\\""), tool("~"), tool("\\\"}") + "data: [DONE]\n\n"),
  COMPLETIONS("", "data: {\"choices\":[{\"index\":0,\"text\":\"~\"}]}\n\n", "data: [DONE]\n\n"),
  RESPONSES(
      event("response.created", ""),
      event(
          "response.output_text.delta",
          ",\"output_index\":0,\"content_index\":0,\"delta\":\"~\",\"logprobs\":[]"),
      event("response.completed", "")),
  ANTHROPIC(
      event("message_start", ""),
      event(
          "content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"~\"}"),
      event("content_block_stop", ",\"index\":0") + event("message_stop", "")),
  ANTHROPIC_TOOL(
      event("content_block_delta", partial("{\\\"note\\\":\\\"")),
      event("content_block_delta", partial("~")),
      event("content_block_delta", partial("\\\"}")) + event("message_stop", "")),
  GEMINI(
      "",
      "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"~\"}],\"role\":\"model\"},\"index\":0}]}\n\n",
      ""),
  LINES(
      "application/x-ndjson",
      "",
      "{\"message\":{\"content\":\"~\"},\"done\":false}\n",
      "{\"done\":true}\n"),
  WHOLE(
      "application/json", "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"", "~", "\"}}]}"),
  TEXT("text/plain", "", "~", "");

  private static final String MASKED_TEXT = "[EMAIL]";
  private static final String SAID =
      "at " + StubCompletions.EMAIL + " with " + StubCompletions.CARD + " until noon";
  private static final int PIECE = 3;

  private final String type;
  private final String opening;
  private final String piece;
  private final String closing;

  ResponseBodyShape(String opening, String piece, String closing) {
    this("text/event-stream", opening, piece, closing);
  }

  ResponseBodyShape(String type, String opening, String piece, String closing) {
    this.type = type;
    this.opening = opening;
    this.piece = piece;
    this.closing = closing;
  }

  String type() {
    return type;
  }

  /** Returns a body of ASCII characters, except for a byte order mark. */
  String body() {
    var body = new StringBuilder(opening);
    for (int at = 0; at < SAID.length(); at += PIECE) {
      body.append(piece.replace("~", SAID.substring(at, Math.min(SAID.length(), at + PIECE))));
    }
    return body.append(closing).toString();
  }

  /** Checks that the pieces contain the masked text, and that all other bytes are unchanged. */
  void assertMasked(String body) {
    assertTrue(body.startsWith(opening) && body.endsWith(closing), body);
    String pieces = body.substring(opening.length(), body.length() - closing.length());
    String around = Pattern.quote(piece).replace("~", "\\E([^\"]*)\\Q");
    assertEquals("", pieces.replaceAll(around, ""), body);
    String text =
        Pattern.compile(around)
            .matcher(pieces)
            .results()
            .map(ResponseBodyShape::last)
            .collect(Collectors.joining());
    String masked =
        SAID.replace(StubCompletions.EMAIL, MASKED_TEXT)
            .replace(StubCompletions.CARD, "[CARD ****1111]");
    assertEquals(masked, text, body);
  }

  private static String last(MatchResult found) {
    return found.group(found.groupCount());
  }

  private static String chat(String delta) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{" + delta + "}}]}\n\n";
  }

  private static String tool(String arguments) {
    return chat(
        "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments + "\"}}]");
  }

  private static String event(String type, String more) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
  }

  private static String partial(String json) {
    return ",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\""
        + json
        + "\"}";
  }
}
