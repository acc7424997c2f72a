package dev.sluice.common.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedMessageStreamTest {
  private static final ByteString MESSAGE =
      ByteString.copyFromUtf8("a message ").concat(ByteString.copyFromUtf8("of two parts \u00e9"));

  @Test
  void drainTo_newStream_writesMessage() throws IOException {
    var stream = new EncodedMessageStream(MESSAGE);
    var target = new ByteArrayOutputStream();
    assertEquals(MESSAGE.size(), stream.drainTo(target));
    assertArrayEquals(MESSAGE.toByteArray(), target.toByteArray());
    assertEquals(0, stream.available());
    assertEquals(-1, stream.read());
  }

  @Test
  void drainTo_partlyReadStream_writesRest() throws IOException {
    var stream = new EncodedMessageStream(MESSAGE);
    assertEquals('a', stream.read());
    assertEquals(" mess", new String(stream.readNBytes(5), StandardCharsets.UTF_8));
    var target = new ByteArrayOutputStream();
    assertEquals(MESSAGE.size() - 6, stream.drainTo(target));
    assertArrayEquals(MESSAGE.substring(6).toByteArray(), target.toByteArray());
  }

  @Test
  void marshaller_message_roundTrips() {
    var marshaller = EncodedMessageStream.marshaller();
    assertEquals(MESSAGE, marshaller.parse(marshaller.stream(MESSAGE)));
  }
}
