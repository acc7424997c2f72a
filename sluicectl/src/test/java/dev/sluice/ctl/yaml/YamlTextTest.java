package dev.sluice.ctl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PositionedJson;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class YamlTextTest {

  @Test
  void texts_thatLookLikeOtherValues_stayTexts() {
    JsonNode value =
        JsonMapper.shared()
            .readTree(
                """
                {"a": "1", "b": "true", "c": "null", "d": "~", "e": "0x1F", "f": "", "g": " x ",
                 "h": "1e3", "i": "two\\nlines\\n", "j": "- x: y # z", "k": "---", "l": "é\\u0007",
                 "1": "key", "m": null, "n": 1.5, "o": 9007199254740993, "p": [], "q": {}}
                """);

    assertEquals(value.toString(), parsed(YamlText.of(value)).toString());
  }

  @Test
  void documents_several_haveMarks() {
    JsonNode one = JsonMapper.shared().readTree("{\"kind\": \"a\", \"list\": [{\"x\": 1}]}");

    assertEquals(
        "---\nkind: a\nlist:\n- x: 1\n---\nkind: a\nlist:\n- x: 1\n",
        YamlText.documents(List.of(one, one)));
  }

  private static JsonNode parsed(String text) {
    YamlResult result = YamlParser.parse(text);
    assertTrue(result instanceof YamlResult.Parsed, () -> text + result);
    return new PositionedJson(((YamlResult.Parsed) result).root()).root();
  }
}
