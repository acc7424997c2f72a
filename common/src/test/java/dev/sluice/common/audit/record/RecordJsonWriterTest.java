package dev.sluice.common.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.record.RecordJsonWriter.Name;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordJsonWriterTest {
  private static final Name ONE = new Name("one");
  private static final Name TWO = new Name("two");
  private static final String ODD = "\u0000\t\n\"\\/\u007f\u0085\u00e9\u4e00\uac00\ud83d\ude00az-_";

  private final RecordJsonWriter json = new RecordJsonWriter();

  @Test
  void text_anyCharacters_roundTrips() {
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      String text = odd(random);
      assertEquals(text, read(json.begin().text(ONE, text)).get("one").stringValue());
    }
  }

  /** Text that is copied without change must equal the result of the slow path. */
  @Test
  void textOrUnknown_anyText_equalsSlowPath() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String text = odd(random);
      int max = 1 + random.nextInt(12);
      List<String> texts = Collections.nCopies(3, text);
      JsonNode read =
          read(json.begin().textOrUnknown(ONE, text, max).textOrUnknown(TWO, texts, 2, max));
      assertEquals(ColumnText.orUnknown(text, max), read.get("one").stringValue());
      assertEquals(2, read.get("two").size());
      assertEquals(ColumnText.orUnknown(text, max), read.at("/two/1").stringValue());
    }
  }

  /**
   * An encoded list must not depend on earlier lists, also if they have the same cache slot or
   * texts.
   */
  @Test
  void textOrUnknown_repeatedList_isIndependent() {
    Random random = new Random(5);
    List<List<String>> lists =
        IntStream.range(0, 500)
            .mapToObj(i -> List.of("accept", "host-" + i % 300, odd(random)))
            .toList();
    for (int round = 0; round < 3; round++) {
      for (List<String> list : lists) {
        for (int most = 1; most <= 3; most++) {
          for (int max : new int[] {3, 100}) {
            JsonNode read = read(json.begin().textOrUnknown(ONE, list, most, max)).get("one");
            assertEquals(
                list.stream().limit(most).map(text -> ColumnText.orUnknown(text, max)).toList(),
                read.valueStream().map(JsonNode::stringValue).toList());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 10, 99, 100, 1_700_000_000_123L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void number_anyValue_roundTrips(long number) {
    assertEquals(number, read(json.begin().number(ONE, number)).get("one").longValue());
  }

  @Test
  void uuid_anyValue_equalsToString() {
    UUID id = UUID.fromString("0198f000-0abc-7def-8123-00000000000f");
    assertEquals(id.toString(), read(json.begin().uuid(ONE, id)).get("one").stringValue());
  }

  @Test
  void value_null_isNull() {
    Long none = null;
    JsonNode read = read(json.begin().text(ONE, null).number(TWO, none));
    assertTrue(read.get("one").isNull());
    assertTrue(read.get("two").isNull());
  }

  @Test
  void members_encoded_areInserted() {
    byte[] members = json.begin().text(ONE, "1").texts(TWO, List.of("a", "b")).members();
    JsonNode read =
        read(
            json.begin()
                .bool(new Name("zero"), true)
                .members(members)
                .bool(new Name("three"), false));
    assertEquals(List.of("zero", "one", "two", "three"), List.copyOf(read.propertyNames()));
    assertEquals("b", read.at("/two/1").stringValue());
  }

  /** A map must be encoded as the library encodes it. */
  @Test
  void map_anyContent_equalsLibrary() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      Map<String, @Nullable Object> map = map(random, 3);
      JsonNode expected = JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(map));
      assertEquals(expected, read(json.begin().map(ONE, map).bool(TWO, true)).get("one"));
    }
  }

  @Test
  void begin_afterLongObject_isEmpty() {
    assertEquals(100_000, json.begin().text(ONE, "x".repeat(99_990)).end().length);
    assertEquals(0, read(json.begin()).size());
  }

  private static JsonNode read(RecordJsonWriter json) {
    return JsonMapper.shared().readTree(json.end());
  }

  private static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    IntStream.range(0, random.nextInt(4)).forEach(_ -> map.put(odd(random), value(random, depth)));
    return map;
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 10)) {
      case 0 -> odd(random);
      case 1 -> random.nextInt();
      case 2 -> random.nextLong();
      case 3 -> random.nextBoolean();
      case 4 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(-3, 12));
      case 5 -> random.nextGaussian();
      case 6 -> Instant.ofEpochSecond(random.nextInt());
      case 7 -> null;
      case 8 -> map(random, depth - 1);
      default -> list(random, depth - 1);
    };
  }

  private static List<@Nullable Object> list(Random random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    IntStream.range(0, random.nextInt(4)).forEach(_ -> list.add(value(random, depth)));
    return list;
  }

  private static String odd(Random random) {
    StringBuilder text = new StringBuilder();
    int[] characters = ODD.codePoints().toArray();
    IntStream.range(0, random.nextInt(12))
        .forEach(_ -> text.appendCodePoint(characters[random.nextInt(characters.length)]));
    return text.toString();
  }
}
