package dev.sluice.bench.extproc.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.load.EventScript;
import dev.sluice.bench.scan.text.Language;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.quality.detection.rules.RulesFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTest {
  private static final RulesFile RULES =
      RulesFile.read(RepositoryRoot.find().policies().resolve("dlp_rules.yaml"));

  @Test
  void request_hasAboutTheLength() {
    byte[] small = chat(1).request(2048, false);
    assertEquals(2048, small.length, 200);
    byte[] large = chat(1).request(1 << 20, false);
    assertEquals(1 << 20, large.length, 1 << 14);
    JsonNode messages = JsonMapper.shared().readTree(large).get("messages");
    assertTrue(messages.size() > 500, () -> messages.size() + " messages");
  }

  @Test
  void answer_hasAboutTheLength() {
    byte[] answer = chat(1).answer(2048);
    assertEquals(2048, answer.length, 200);
    String text = JsonMapper.shared().readTree(answer).at("/choices/0/message/content").asString();
    assertTrue(text.length() > 500, text);
  }

  @Test
  void texts_areEqualForAnEqualSeed() {
    assertArrayEquals(chat(5).answer(5000), chat(5).answer(5000));
  }

  @Test
  void stream_hasAllEvents() {
    EventScript script =
        new ChatStream(new Prose(1, RULES)).script(Language.KOREAN, Tokens.LEADING_SPACE, 200);
    assertEquals(200, script.size());
  }

  private static Chat chat(long seed) {
    return new Chat(new Prose(seed, RULES));
  }
}
