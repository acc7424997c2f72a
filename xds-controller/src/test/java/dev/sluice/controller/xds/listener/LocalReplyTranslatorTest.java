package dev.sluice.controller.xds.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import dev.sluice.common.error.ErrorSentence;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.testkit.GoldenFiles;
import dev.sluice.controller.xds.XdsYaml;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LocalReplyTranslatorTest {
  private static final List<LocalReply> ALL =
      Stream.concat(LocalReply.EARLY.stream(), LocalReply.ROUTED.stream()).toList();

  @TestFactory
  Stream<DynamicTest> translate_cases() {
    return GoldenFiles.cases(
        "local_replies",
        "in.txt",
        "xds.yaml",
        detail ->
            XdsYaml.write(LocalReplyTranslator.translate(MessageDetail.valueOf(detail.strip()))));
  }

  @Test
  void translate_everyCode_hasSentence() {
    for (LocalReply reply : ALL) {
      String sentence = ErrorSentence.of(reply.code()).text();
      assertTrue(
          bodies(MessageDetail.FULL).anyMatch(body -> message(body).equals(sentence)),
          reply.code());
    }
  }

  @Test
  void translate_codeDetail_messageIsCode() {
    List<String> codes = ALL.stream().map(LocalReply::code).toList();
    bodies(MessageDetail.CODE).forEach(body -> assertTrue(codes.contains(message(body))));
  }

  @Test
  void translate_routedReply_hasEveryDialect() {
    LocalReplyConfig config = LocalReplyTranslator.translate(MessageDetail.FULL);
    assertEquals(
        2 * LocalReply.EARLY.size() + 4 * LocalReply.ROUTED.size(), config.getMappersCount());
    assertEquals(
        LocalReply.ROUTED.size(),
        bodies(MessageDetail.FULL).filter(body -> body.containsFields("detail")).count());
  }

  private static Stream<Struct> bodies(MessageDetail detail) {
    return LocalReplyTranslator.translate(detail).getMappersList().stream()
        .map(ResponseMapper::getBodyFormatOverride)
        .map(format -> format.getJsonFormat());
  }

  private static String message(Struct body) {
    return body.containsFields("detail")
        ? body.getFieldsOrThrow("detail").getStringValue()
        : body.getFieldsOrThrow("error")
            .getStructValue()
            .getFieldsOrThrow("message")
            .getStringValue();
  }
}
