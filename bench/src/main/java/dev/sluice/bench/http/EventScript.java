package dev.sluice.bench.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The events of a response stream; each is sent as a chunk of its own. */
public final class EventScript {
  private static final byte[] HEAD =
      ascii(
          """
          HTTP/1.1 200 OK\r
          content-type: text/event-stream\r
          cache-control: no-cache\r
          transfer-encoding: chunked\r
          \r
          """);
  private static final byte[] END = ascii("0\r\n\r\n");
  private static final byte[] LINE_END = ascii("\r\n");

  private final List<Event> events;
  private final byte[] body;
  private final int[] bodyEnds;
  private final ByteBuffer message;
  private final int[] messageEnds;

  /**
   * An event.
   *
   * @param data the value of its {@code data} field
   * @param characters how many characters of text it adds
   */
  public record Event(String data, int characters) {
    private byte[] bytes() {
      return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  public EventScript(List<Event> events) {
    this.events = List.copyOf(events);
    bodyEnds = new int[events.size()];
    messageEnds = new int[events.size()];
    var content = new ByteArrayOutputStream();
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(HEAD);
    for (int i = 0; i < events.size(); i++) {
      byte[] bytes = events.get(i).bytes();
      content.writeBytes(bytes);
      wire.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
      wire.writeBytes(bytes);
      wire.writeBytes(LINE_END);
      bodyEnds[i] = content.size();
      messageEnds[i] = wire.size();
    }
    wire.writeBytes(END);
    messageEnds[events.size() - 1] = wire.size();
    body = content.toByteArray();
    message = ByteBuffer.allocateDirect(wire.size()).put(wire.toByteArray()).flip();
  }

  public int size() {
    return events.size();
  }

  /** Returns the body with all events. */
  byte[] body() {
    return body;
  }

  /** Returns the bytes of the whole response. */
  ByteBuffer message() {
    return message;
  }

  /** Returns the bytes of one event, with the head before the first and the end after the last. */
  ByteBuffer part(int event) {
    int from = event == 0 ? 0 : messageEnds[event - 1];
    return message.slice(from, messageEnds[event] - from);
  }

  /** Returns the offset in the body at which an event ends. */
  int end(int event) {
    return bodyEnds[event];
  }

  int characters(int event) {
    return events.get(event).characters();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
