package dev.sluice.extproc.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "identity", " Identity , ", ",,"})
  void codings_plain_areEmpty(String header) {
    assertEquals(Optional.of(ContentCodings.NONE), ContentCodings.of(header));
  }

  @Test
  void codings_several_keepTheirOrder() {
    assertEquals(
        Optional.of(new ContentCodings(List.of(ContentCoding.GZIP, ContentCoding.BR))),
        ContentCodings.of("X-GZIP, identity,br"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compress",
        "gzip, compress",
        "gzip,gzip,gzip",
        "dcb",
        "aws-chunked",
        "gzip;q=1",
        "identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,identity,gzip"
      })
  void codings_unsupported_areEmpty(String header) {
    assertTrue(ContentCodings.of(header).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | identity",
        "gzip, deflate, br, zstd | gzip, deflate, br, zstd",
        "gzip;q=0.5, br;q=1.0 | gzip;q=0.5, br;q=1.0",
        "dcb, dcz, gzip | gzip",
        "* | identity",
        "compress | identity",
        "gzip;q=0 | identity",
        "gzip; q=0.000, identity | gzip; q=0.000, identity",
        "br, *;q=0 | br, *;q=0",
      })
  void acceptEncoding_unsupported_isLeftOut(String client, String upstream) {
    assertEquals(upstream, AcceptEncoding.of(client));
  }
}
