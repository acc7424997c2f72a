package dev.sluice.common.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufWriterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 124, 125, 126, 127, 128, 16_380, 16_384, 2_097_150, 2_097_152})
  void nested_message_equalsLibrary(int length) {
    String text = "x".repeat(length);
    ProtobufWriter writer = new ProtobufWriter();
    int entry = writer.begin(Struct.FIELDS_FIELD_NUMBER);
    writer.string(1, "key");
    int value = writer.begin(2);
    writer.string(Value.STRING_VALUE_FIELD_NUMBER, text);
    writer.end(value);
    writer.end(entry);
    Struct expected =
        Struct.newBuilder()
            .putFields("key", Value.newBuilder().setStringValue(text).build())
            .build();
    assertArrayEquals(expected.toByteArray(), writer.toByteArray());
    ProtobufWriter other = new ProtobufWriter();
    int longEntry = other.beginLong(Struct.FIELDS_FIELD_NUMBER);
    other.string(1, "key");
    int longValue = other.beginLong(2);
    other.string(Value.STRING_VALUE_FIELD_NUMBER, text);
    other.endLong(longValue);
    other.endLong(longEntry);
    assertArrayEquals(expected.toByteArray(), other.toByteArray());
  }

  @Test
  void string_anyText_isUtf8() throws Exception {
    ProtobufWriter writer = new ProtobufWriter();
    writer.string(OkHttpResponse.HEADERS_TO_REMOVE_FIELD_NUMBER, "주민등록 \uD83D\uDE00 é");
    assertEquals(
        "주민등록 \uD83D\uDE00 é",
        OkHttpResponse.parseFrom(writer.toByteArray()).getHeadersToRemove(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 16_384, Integer.MAX_VALUE})
  void number_anyValue_isVarint(int number) {
    ProtobufWriter writer = new ProtobufWriter();
    writer.number(1, number);
    assertArrayEquals(
        com.google.rpc.Status.newBuilder().setCode(number).build().toByteArray(),
        writer.toByteArray());
  }
}
