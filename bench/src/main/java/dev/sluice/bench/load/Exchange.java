package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request of JSON and its answer. */
public final class Exchange {
  private static final String JSON = "content-type: application/json\r\n";

  private final String path;
  private final byte[] request;
  private final byte[] answer;
  private final ByteBuffer message;

  /**
   * An exchange.
   *
   * @param path tells the upstream which one it is
   * @param answer the body of the answer
   * @param message the answer as it travels
   */
  private Exchange(String path, byte[] request, byte[] answer, ByteBuffer message) {
    this.path = path;
    this.request = request;
    this.answer = answer;
    this.message = message;
  }

  /** An exchange whose answer is JSON too. */
  public static Exchange json(String path, byte[] request, byte[] answer) {
    return new Exchange(path, request, answer, sized("HTTP/1.1 200 OK\r\n" + JSON, answer));
  }

  /** An exchange whose answer is a stream of events that are all there at once. */
  public static Exchange burst(String path, byte[] request, EventScript events) {
    return new Exchange(path, request, events.body(), events.message());
  }

  String path() {
    return path;
  }

  byte[] request() {
    return request;
  }

  byte[] answer() {
    return answer;
  }

  /** How many bytes the body of the answer has. */
  public int answerBytes() {
    return answer.length;
  }

  /** The answer as it travels. */
  ByteBuffer message() {
    return message.duplicate();
  }

  /** The request as it travels. */
  ByteBuffer requestMessage() {
    return request(path, request);
  }

  static ByteBuffer request(String path, byte[] body) {
    String start = "POST " + path + " HTTP/1.1\r\nhost: bench.example\r\nuser-agent: bench\r\n";
    return sized(start + "accept: */*\r\n" + JSON, body);
  }

  private static ByteBuffer sized(String start, byte[] body) {
    byte[] head =
        (start + "content-length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body).flip();
  }
}
