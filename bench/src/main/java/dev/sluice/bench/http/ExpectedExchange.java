package dev.sluice.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A JSON request and its response; both must arrive unchanged. */
public final class ExpectedExchange {
  private static final String JSON = "content-type: application/json\r\n";

  private final String path;
  private final byte[] request;
  private final byte[] response;
  private final ByteBuffer message;

  public ExpectedExchange(String path, byte[] request, byte[] response) {
    this.path = path;
    this.request = request;
    this.response = response;
    this.message = sized("HTTP/1.1 200 OK\r\n" + JSON, response);
  }

  String path() {
    return path;
  }

  byte[] request() {
    return request;
  }

  public byte[] response() {
    return response;
  }

  /** Returns the response with its head. */
  ByteBuffer message() {
    return message.duplicate();
  }

  /** Returns the request with its head. */
  ByteBuffer requestMessage() {
    return requestMessage("");
  }

  /** Returns the request with its head, to which the given header lines are added. */
  public ByteBuffer requestMessage(String headers) {
    return request(path, headers, request);
  }

  static ByteBuffer request(String path, String headers, byte[] body) {
    String start = "POST " + path + " HTTP/1.1\r\nhost: bench.example\r\nuser-agent: bench\r\n";
    return sized(start + "accept: */*\r\n" + headers + JSON, body);
  }

  private static ByteBuffer sized(String start, byte[] body) {
    byte[] head =
        (start + "content-length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body).flip();
  }
}
