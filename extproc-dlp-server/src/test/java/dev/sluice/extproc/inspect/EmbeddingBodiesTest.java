package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The tests of embeddings and token ids, which look like numbers of persons and must not change.
 */
class EmbeddingBodiesTest {
  private static final int VECTORS = Sweep.of(20, 400);
  private static final int DIMENSIONS = 1536;

  private final Random random = new Random(7);

  @Test
  void response_floats_passUnchanged() {
    assertUnchanged(Way.response(BodySamples.JSON), embeddings(_ -> floats(false)));
    assertUnchanged(Way.response(BodySamples.JSON), embeddings(_ -> floats(true)));
  }

  @Test
  void response_base64_passesUnchanged() {
    assertUnchanged(
        Way.response(BodySamples.JSON),
        embeddings(_ -> {
          ByteBuffer bytes = ByteBuffer.allocate(4 * DIMENSIONS).order(ByteOrder.LITTLE_ENDIAN);
          random.doubles(DIMENSIONS).forEach(value -> bytes.putFloat((float) (value - 0.5)));
          return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
        }));
  }

  @Test
  void request_tokenIds_passUnchanged() {
    String ids = list(VECTORS, _ -> list(DIMENSIONS, _ -> String.valueOf(random.nextInt(200_000))));
    InspectionRun seen =
        assertUnchanged(Way.request(BodySamples.JSON), "{\"model\":\"m\",\"input\":" + ids + "}");
    assertEquals(TokenUsage.NONE, seen.usage());
  }

  /** A token id has few digits. A number with the form of a card number is masked. */
  @Test
  void request_cardAmongTokenIds_isMasked() {
    InspectionRun seen =
        InspectionRun.whole(
            Way.request(BodySamples.JSON), "{\"input\":[[1,4111111111111111],[2,3]]}");
    assertEquals("{\"input\":[[1,\"[CARD ****1111]\"],[2,3]]}", seen.text());
  }

  private InspectionRun assertUnchanged(Way way, String text) {
    ByteString body = ByteString.copyFromUtf8(text);
    InspectionRun seen =
        InspectionRun.cut(way, body, InspectionRun.random(random, body.size(), 1 << 15));
    assertEquals("Pass", seen.verdict());
    assertEquals(List.of(), seen.findings());
    assertEquals(body, seen.output());
    return seen;
  }

  private String embeddings(IntFunction<String> vector) {
    String data =
        list(
            VECTORS,
            i ->
                "{\"object\":\"embedding\",\"index\":"
                    + i
                    + ",\"embedding\":"
                    + vector.apply(i)
                    + "}");
    String body =
        "{\"object\":\"list\",\"data\":"
            + data
            + ",\"model\":\"m\",\"usage\":{\"prompt_tokens\":12,\"total_tokens\":12}}";
    TokenUsage usage = InspectionRun.whole(Way.response(BodySamples.JSON), body).usage();
    assertEquals(OptionalInt.of(12), usage.inputTokens());
    assertEquals(OptionalInt.empty(), usage.outputTokens());
    return body;
  }

  /** Returns a vector with the digits of single or of double precision. */
  private String floats(boolean single) {
    return list(
        DIMENSIONS,
        _ -> {
          double value = random.nextGaussian() * 0.03;
          return single ? Float.toString((float) value) : Double.toString(value);
        });
  }

  private static String list(int size, IntFunction<String> item) {
    return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }
}
