package dev.sluice.quality.fuzz.body;

import java.util.ArrayList;
import java.util.List;

/**
 * A generator of event streams of chat responses, with all that the format allows around the
 * events. Several channels run at once, each with a text that is cut into deltas.
 */
final class EventStreamGenerator {
  private static final List<String> SHAPES =
      List.of(
          "{\"choices\":[{\"index\":%d,\"delta\":{\"content\":%s}}]}",
          "{\"choices\":[{\"index\":%d,\"delta\":{\"reasoning_content\":%s}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}}]}",
          "{\"choices\":[{\"index\":%d,\"text\":%s}]}",
          "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":\"text_delta\",\"text\":%s}}",
          "{\"type\":\"response.output_text.delta\",\"output_index\":%d,\"delta\":%s}",
          "{\"candidates\":[{\"index\":%d,\"content\":{\"parts\":[{\"text\":%s}]}}]}",
          "{\"k\":%d,\"note\":%s}");

  private final RandomChoice choice;
  private final List<String> texts;
  private final StringBuilder out = new StringBuilder();

  EventStreamGenerator(RandomChoice choice, List<String> texts) {
    this.choice = choice;
    this.texts = texts;
  }

  /** A channel, whose events have the same shape and index. */
  private record Channel(String shape, int index, List<String> deltas) {}

  String stream() {
    if (choice.oneIn(10)) {
      out.append('\ufeff');
    }
    List<Channel> open = new ArrayList<>();
    for (int i = 1 + choice.upTo(2); i > 0; i--) {
      open.add(new Channel(choice.one(SHAPES), choice.upTo(2), deltas(choice.one(texts))));
    }
    String lineEnd = choice.of("\n", "\r\n", "\r");
    while (!open.isEmpty()) {
      Channel next = choice.one(open);
      event(next, lineEnd);
      open.removeIf(channel -> channel.deltas().isEmpty());
    }
    out.append(choice.of("data: [DONE]" + lineEnd + lineEnd, "", "data: cut o"));
    return out.toString();
  }

  private List<String> deltas(String text) {
    List<String> deltas = new ArrayList<>();
    int longest = 1 + choice.upTo(12);
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + choice.upTo(longest));
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      deltas.add(text.substring(at, end));
      at = end;
    }
    return deltas;
  }

  private void event(Channel channel, String lineEnd) {
    String delta = channel.deltas().isEmpty() ? "" : channel.deltas().removeFirst();
    String data = channel.shape().formatted(channel.index(), JsonGenerator.string(choice, delta));
    around(lineEnd);
    if (choice.oneIn(12)) {
      data = delta.replace("\r", "").replace("\n", " ");
    }
    int comma = data.indexOf(',');
    if (comma > 0 && choice.oneIn(8)) {
      data = data.substring(0, comma + 1) + lineEnd + "data:" + data.substring(comma + 1);
    }
    out.append(choice.of("data: ", "data:", "data: ")).append(data).append(lineEnd);
    around(lineEnd);
    out.append(choice.oneIn(10) ? "" : lineEnd);
  }

  private void around(String lineEnd) {
    if (choice.oneIn(5)) {
      out.append(
              choice.of(": ping", "id: 7", "event: delta", "retry: 10", "data", "unknown: x", ":"))
          .append(lineEnd);
    }
  }
}
