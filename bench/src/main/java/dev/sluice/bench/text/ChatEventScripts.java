package dev.sluice.bench.text;

import dev.sluice.bench.http.EventScript;
import dev.sluice.bench.http.EventScript.Event;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A generator of OpenAI chat responses as event streams. */
public final class ChatEventScripts {
  private static final String START =
      "{\"id\":\"chatcmpl-A8k2RzQw7Lm\",\"object\":\"chat.completion.chunk\",\"created\":1754000000,"
          + "\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_5a1\",\"choices\":[{\"index\":0,\"delta\":";
  private static final String GOES_ON = ",\"logprobs\":null,\"finish_reason\":null}]}";
  private static final String STOPS = "{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}";
  private static final int WITHOUT_TEXT = 3;

  private final CleanProse prose;

  public ChatEventScripts(CleanProse prose) {
    this.prose = prose;
  }

  /** Returns an event with a text, as it is sent. */
  public static String event(String delta) {
    return "data: " + data(delta) + "\n\n";
  }

  private static String data(String delta) {
    String content = JsonMapper.shared().writeValueAsString(delta);
    return START + "{\"content\":" + content + "}" + GOES_ON;
  }

  /** Returns a stream; its first event and its last two events have no text. */
  public EventScript script(TextLanguage language, TokenSpacing tokens, int events) {
    List<Event> all = new ArrayList<>();
    all.add(new Event(START + "{\"role\":\"assistant\",\"content\":\"\"}" + GOES_ON, 0));
    for (String word : prose.words(language, events - WITHOUT_TEXT)) {
      String delta = tokens.delta(word);
      all.add(new Event(data(delta), delta.length()));
    }
    all.add(new Event(START + STOPS, 0));
    all.add(new Event("[DONE]", 0));
    return new EventScript(all);
  }
}
