package dev.sluice.bench.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.http.EventScript;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.quality.detection.rules.RulesFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatBodiesTest {
  private static final RulesFile RULES =
      RulesFile.read(RepositoryRoot.find().policies().resolve("dlp_rules.yaml"));

  @Test
  void request_hasAboutThatLength() {
    byte[] small = chat(1).request(2048, false);
    assertEquals(2048, small.length, 200);
    byte[] large = chat(1).request(1 << 20, false);
    assertEquals(1 << 20, large.length, 1 << 14);
    JsonNode messages = JsonMapper.shared().readTree(large).get("messages");
    assertTrue(messages.size() > 500, () -> messages.size() + " messages");
  }

  @Test
  void response_hasAboutThatLength() {
    byte[] answer = chat(1).response(2048);
    assertEquals(2048, answer.length, 200);
    String text = JsonMapper.shared().readTree(answer).at("/choices/0/message/content").asString();
    assertTrue(text.length() > 500, text);
  }

  @Test
  void response_equalSeed_isEqual() {
    assertArrayEquals(chat(5).response(5000), chat(5).response(5000));
  }

  @Test
  void script_hasAllEvents() {
    EventScript script =
        new ChatEventScripts(new CleanProse(1, RULES))
            .script(TextLanguage.KOREAN, TokenSpacing.LEADING_SPACE, 200);
    assertEquals(200, script.size());
  }

  private static ChatBodies chat(long seed) {
    return new ChatBodies(new CleanProse(seed, RULES));
  }
}
