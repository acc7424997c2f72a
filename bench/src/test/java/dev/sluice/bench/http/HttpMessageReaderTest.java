package dev.sluice.bench.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMessageReaderTest {
  private static final String MESSAGES =
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"
          + "HTTP/1.1 204 No\r\ncontent-length: 0\r\n\r\n"
          + "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\nx: y\r\n\r\n"
          + "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n!";

  private final List<String> parsed = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private final HttpMessageReader reader =
      new HttpMessageReader(
          new HttpMessageReader.Handler() {
            @Override
            public void head(String head) {
              parsed.add(head.substring(9, 12));
            }

            @Override
            public void body(ByteBuffer bytes) {
              body.append(StandardCharsets.US_ASCII.decode(bytes));
            }

            @Override
            public void end() {
              parsed.add(body.toString());
              body.setLength(0);
            }
          });

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 1000})
  void read_piecesOfAnySize_haveTheSameMessages(int size) {
    byte[] all = MESSAGES.getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from < all.length; from += size) {
      reader.read(ByteBuffer.wrap(all, from, Math.min(size, all.length - from)));
    }
    assertEquals(List.of("200", "hello", "204", "", "200", "abc0123456789", "200", "!"), parsed);
  }

  @Test
  void read_messageWithoutLength_fails() {
    ByteBuffer message = StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nserver: x\r\n\r\n");
    assertThrows(ProcessFailedException.class, () -> reader.read(message));
  }
}
