package dev.sluice.extproc.stream.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIdWriterTest {
  @ParameterizedTest
  @CsvSource({
    "'data: a\n\ndata: b\n\n', 'data: a\nid: 1\n\ndata: b\nid: 2\n\n'",
    "'data: a\r\n\r\ndata: b\r\n\r\n', 'data: a\r\nid: 1\r\n\r\ndata: b\r\nid: 2\r\n\r\n'",
    "'data: a\r\rdata: b\r\r', 'data: a\rid: 1\r\rdata: b\rid: 2\r\r'",
    "'data: a\r\n\ndata: b\n\r\n', 'data: a\r\nid: 1\r\n\ndata: b\nid: 2\n\r\n'",
    "'event: x\ndata: a\ndata: b\nretry: 5\n\n', 'event: x\ndata: a\ndata: b\nretry: 5\nid: 1\n\n'",
    "'id: 7\ndata: a\n\ndata: b\n\n', 'id: 7\ndata: a\n\ndata: b\nid: 8\n\n'",
    "'data: a\nid: 7\n\ndata: b\n\n', 'data: a\nid: 7\n\ndata: b\nid: 8\n\n'",
    "'data: a\n\nid:x9\ndata: b\n\ndata: c\n\n', 'data: a\nid: 1\n\nid:x9\ndata: b\n\ndata: c\nid: 3\n\n'",
    "'id: 1234567890123456\ndata: a\n\ndata: b\n\n', 'id: 1234567890123456\ndata: a\n\ndata: b\nid: 2\n\n'",
    "'id\ndata: a\n\nid:\ndata\n\ndata\n\n', 'id\ndata: a\n\nid:\ndata\n\ndata\nid: 3\n\n'",
    "': ping\n\n: id: 4\ndata:a\n\n', ': ping\n\n: id: 4\ndata:a\nid: 1\n\n'",
    "'event: x\n\nretry: 3\n\n\n\n', 'event: x\n\nretry: 3\n\n\n\n'",
    "'identity: 1\ndatab: c\n\ndata: id: 3\n\n', 'identity: 1\ndatab: c\n\ndata: id: 3\nid: 1\n\n'",
    "'data: a\n\ndata: [DONE]\n\n', 'data: a\nid: 1\n\ndata: [DONE]\nid: 2\n\n'",
    "'data: a\n\ndata: not complete\n', 'data: a\nid: 1\n\ndata: not complete\n'",
    "'\uFEFFdata: a\n\ndata: 한\n\n', '\uFEFFdata: a\nid: 1\n\ndata: 한\nid: 2\n\n'",
    "'\uFEFF\n\ndata: a\n\n', '\uFEFF\n\ndata: a\nid: 1\n\n'"
  })
  void addIds_everySplit_onlyWhereMissing(String stream, String expected) {
    ByteString bytes = ByteString.copyFromUtf8(stream);
    assertEquals(expected, new EventIdWriter().addIds(bytes).toStringUtf8());
    for (int first = 0; first <= bytes.size(); first++) {
      for (int second = first; second <= bytes.size(); second++) {
        var ids = new EventIdWriter();
        ByteString out =
            ids.addIds(bytes.substring(0, first))
                .concat(ids.addIds(bytes.substring(first, second)))
                .concat(ids.addIds(bytes.substring(second)));
        assertEquals(expected, out.toStringUtf8(), first + " " + second);
      }
    }
  }

  @Test
  void addIds_noEvents_copiesNothing() {
    ByteString bytes = ByteString.copyFromUtf8("data: a");
    assertSame(bytes, new EventIdWriter().addIds(bytes));
  }
}
